package dev.reeve.formats.text;

import dev.reeve.formats.Provider;
import dev.reeve.formats.mail.RawMessage;
import dev.reeve.formats.text.Boosting.Example;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// Learns the trees of the free-text reader from folders of labelled mails, and writes them beside it:
///
/// The short cases of the folder `cases` teach too. `TrainTrees TO-FOLDER FOLDER[:odd]…`, where `:odd` leaves every
/// second mail out, to test on.
///
/// First it learns from four fifths at a time and says how the last fifth came out: the only numbers that mean
/// anything, for what a mail taught it reads.
final class TrainTrees {
    private static final int FOLDS = 5;
    private static final long SEED = 20_261_125;

    private TrainTrees() {}

    private record Mail(String name, ComplaintLabel label, Reading reading) {
        List<Judge.Candidate> candidates(boolean addresses) {
            return reading.judge().candidates().values().stream()
                    .filter(c -> c.votes.of(Party.OTHER) < 50)
                    .filter(c -> (Traits.sort(c) == Mention.Ip.class) == addresses)
                    .toList();
        }

        Set<String> wanted() {
            Set<String> wanted = new HashSet<>();
            label.wanted().forEach(w -> wanted.add(plain(w.key())));
            return wanted;
        }
    }

    public static void main(String[] args) throws IOException {
        List<Mail> mails = new ArrayList<>();
        for (String folder : List.of(args).subList(1, args.length)) {
            boolean odd = folder.endsWith(":odd");
            mails.addAll(read(Path.of(odd ? folder.substring(0, folder.length() - 4) : folder), odd));
        }
        for (String own : List.of("/cases/free-text.txt", "/cases/taught.txt")) {
            for (FreeTextCasesTest.Case each : FreeTextCasesTest.cases(own)) {
                mails.add(read(each));
            }
        }
        System.out.println(mails.size() + " mails");
        accuse(mails);
        tellApart(mails);
        Path to = Path.of(args[0]);
        write(to.resolve("addresses.trees"), Boosting.learn(named(mails, true), Traits.names(), SEED));
        write(to.resolve("pages.trees"), Boosting.learn(named(mails, false), Traits.names(), SEED));
        write(to.resolve("reports.trees"), Boosting.learn(reports(mails), MailTraits.names(), SEED));
    }

    private static void write(Path file, List<String> trees) throws IOException {
        Files.writeString(
                file,
                "# Learned by TrainTrees from labelled mails; not written by hand.\n" + String.join("\n", trees)
                        + "\n");
    }

    /// Mails are numbered; the odd ones teach.
    static boolean isTaught(String name) {
        return name.matches("\\d*[13579]-.*");
    }

    private static List<Mail> read(Path folder, boolean odd) throws IOException {
        List<Mail> mails = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file :
                    files.filter(f -> f.toString().endsWith(".eml")).sorted().toList()) {
                String name = file.getFileName().toString().replaceFirst("\\.eml$", "");
                if (!odd || isTaught(name)) {
                    mails.add(read(name, file, ComplaintLabel.read(folder.resolve(name + ".json"))));
                }
            }
        }
        return mails;
    }

    private static Mail read(String name, Path file, ComplaintLabel label) throws IOException {
        Reading reading =
                Reading.of(Document.of(RawMessage.of(Files.readAllBytes(file)).mail()), Provider.UNKNOWN);
        return new Mail(name, label, reading);
    }

    private static Mail read(FreeTextCasesTest.Case own) {
        List<ComplaintLabel.Wanted> wanted = own.accused().stream()
                .map(w -> new ComplaintLabel.Wanted("", w, "null", "null"))
                .toList();
        ComplaintLabel label = new ComplaintLabel(!own.kind().equals("none"), own.kind(), "", wanted);
        return new Mail(
                own.name(),
                label,
                Reading.of(Document.of(RawMessage.of(own.mail()).mail()), Provider.UNKNOWN));
    }

    private static String plain(String key) {
        return key.replaceFirst("^https?://", "").replaceFirst("/$", "").toLowerCase(java.util.Locale.ROOT);
    }

    /// Only reports teach whom they accuse; a list of thousands counts no more than a few.
    private static List<Example> named(List<Mail> mails, boolean addresses) {
        List<Example> examples = new ArrayList<>();
        for (Mail mail : mails) {
            if (mail.label().report()) {
                Set<String> wanted = mail.wanted();
                double weight = 1.5
                        / Math.sqrt(mail.candidates(true).size()
                                + mail.candidates(false).size());
                mail.candidates(addresses)
                        .forEach(
                                c -> examples.add(new Example(c.traits, wanted.contains(plain(c.what.key())), weight)));
            }
        }
        return examples;
    }

    private static List<Example> reports(List<Mail> mails) {
        long others = mails.stream().filter(m -> !m.label().report()).count();
        double weight = Math.sqrt((mails.size() - others) / (double) Math.max(1, others));
        return mails.stream()
                .map(m -> new Example(
                        MailTraits.of(m.reading()),
                        m.label().report(),
                        m.label().report() ? 1 : weight))
                .toList();
    }

    private static Trees learn(List<Example> examples, List<String> traits) {
        return Trees.of(Boosting.learn(examples, traits, SEED), traits);
    }

    private static List<List<Mail>> split(List<Mail> mails, int fold) {
        List<Mail> train = new ArrayList<>();
        List<Mail> test = new ArrayList<>();
        for (int i = 0; i < mails.size(); i++) {
            (i % FOLDS == fold ? test : train).add(mails.get(i));
        }
        return List.of(train, test);
    }

    /// Judges each mail by what the others taught, and leaves it so: what is learned from it next must not have seen
    /// it.
    private static void accuse(List<Mail> mails) {
        int right = 0;
        for (int fold = 0; fold < FOLDS; fold++) {
            List<List<Mail>> parts = split(mails, fold);
            Trees addresses = learn(named(parts.get(0), true), Traits.names());
            Trees pages = learn(named(parts.get(0), false), Traits.names());
            for (Mail mail : parts.get(1)) {
                mail.candidates(true).forEach(c -> c.accused = addresses.share(c.traits));
                mail.candidates(false).forEach(c -> c.accused = pages.share(c.traits));
                right += mail.label().report() && accused(mail).equals(mail.wanted()) ? 1 : 0;
            }
        }
        long reports = mails.stream().filter(m -> m.label().report()).count();
        System.out.printf("unseen: exactly the culprits in %d of %d reports%n", right, reports);
    }

    private static Set<String> accused(Mail mail) {
        Set<String> accused = new HashSet<>();
        Judge.accused(mail.reading().judge().candidates().values()).forEach(c -> accused.add(plain(c.what.key())));
        return accused;
    }

    private static void tellApart(List<Mail> mails) {
        List<Double> reports = new ArrayList<>();
        List<Double> others = new ArrayList<>();
        for (int fold = 0; fold < FOLDS; fold++) {
            List<List<Mail>> parts = split(mails, fold);
            Trees trees = learn(reports(parts.get(0)), MailTraits.names());
            for (Mail mail : parts.get(1)) {
                (mail.label().report() ? reports : others).add(trees.share(MailTraits.of(mail.reading())));
            }
        }
        for (int tenth = 1; tenth < 10; tenth++) {
            double bar = tenth / 10.0;
            System.out.printf(
                    "unseen, from %.1f on: %d of %d reports, %d of %d others%n",
                    bar,
                    reports.stream().filter(s -> s >= bar).count(),
                    reports.size(),
                    others.stream().filter(s -> s >= bar).count(),
                    others.size());
        }
    }
}
