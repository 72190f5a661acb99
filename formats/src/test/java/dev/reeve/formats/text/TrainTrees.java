package dev.reeve.formats.text;

import dev.reeve.formats.Provider;
import dev.reeve.formats.mail.RawMessage;
import dev.reeve.formats.text.Boosting.Example;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Learns the words and trees of the free-text reader from folders of labelled mails, and writes them beside it:
///
/// The short cases of the folder `cases` teach too. `TrainTrees TO-FOLDER FOLDER[:odd]…`, where `:odd` leaves every
/// second mail out, to test on.
///
/// First it learns from four fifths at a time and says how the last fifth came out: the only numbers that mean
/// anything, for what a mail taught it reads.
final class TrainTrees {
    private static final int FOLDS = 5;
    private static final long SEED = 20_261_125;

    /// For what stands around a thing, for a whole mail, and for its kind.
    private static final Weighing.Care NAMED = new Weighing.Care(0.001, 2, 0.02, 0);
    private static final Weighing.Care WHOLE = new Weighing.Care(0.001, 2, 0.02, 0);
    private static final Weighing.Care KINDS = new Weighing.Care(0.001, 3, 0.8, 0.5);

    private TrainTrees() {}

    /// @param around what stands around each mention of a thing
    /// @param words of the whole
    private record Mail(
            String name,
            ComplaintLabel label,
            Reading reading,
            Map<Judge.Candidate, List<Set<String>>> around,
            Set<String> words,
            Map<Judge.Candidate, String> slots) {
        static Mail of(String name, ComplaintLabel label, Reading reading) {
            Traits traits = reading.judge().traits();
            Map<Judge.Candidate, List<Set<String>>> around = new IdentityHashMap<>();
            reading.judge().candidates().values().forEach(c -> around.put(c, traits.around(c)));
            return new Mail(
                    name, label, reading, around, MailTraits.words(reading.pages(), reading.quotes()), traits.slots());
        }

        /// What it knows of the first look.
        void forget() {
            reading.judge().weighed().forEach(c -> Company.forget(c.traits));
        }

        void meet() {
            Company.measure(reading.judge().weighed(), slots);
        }

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

    /// Its bytes, before it is read.
    private record Letter(String name, ComplaintLabel label, byte[] bytes) {
        Mail read(KindWords words) {
            Document document = Document.of(RawMessage.of(bytes).mail());
            return Mail.of(name, label, Reading.of(document, Provider.UNKNOWN, words));
        }
    }

    public static void main(String[] args) throws IOException {
        List<Letter> letters = new ArrayList<>();
        for (String folder : List.of(args).subList(1, args.length)) {
            boolean odd = folder.endsWith(":odd");
            letters.addAll(read(Path.of(odd ? folder.substring(0, folder.length() - 4) : folder), odd));
        }
        for (String own : List.of("/cases/free-text.txt", "/cases/taught.txt")) {
            for (FreeTextCasesTest.Case each : FreeTextCasesTest.cases(own)) {
                letters.add(letter(each));
            }
        }
        List<Mail> plain =
                letters.stream().map(l -> l.read(KindWords.of(List.of()))).toList();
        List<Mail> mails = new ArrayList<>(plain);
        for (int fold = 0; fold < FOLDS; fold++) {
            KindWords words = KindWords.of(kinds(split(plain, fold).get(0)));
            for (int i = fold; i < plain.size(); i += FOLDS) {
                mails.set(i, letters.get(i).read(words));
            }
        }
        System.out.println(mails.size() + " mails");
        accuse(mails);
        tellApart(mails);
        Path to = Path.of(args[0]);
        write(to.resolve("addresses.words"), Weighing.learn(around(mails, true), NAMED, SEED));
        write(to.resolve("pages.words"), Weighing.learn(around(mails, false), NAMED, SEED));
        write(to.resolve("reports.words"), Weighing.learn(words(mails), WHOLE, SEED));
        write(to.resolve("kinds.words"), kinds(plain));
        write(to.resolve("addresses-first.trees"), Boosting.learn(strangers(mails, true), Traits.names(), SEED));
        write(to.resolve("pages-first.trees"), Boosting.learn(strangers(mails, false), Traits.names(), SEED));
        write(to.resolve("addresses.trees"), Boosting.learn(named(mails, true), Traits.names(), SEED));
        write(to.resolve("pages.trees"), Boosting.learn(named(mails, false), Traits.names(), SEED));
        write(to.resolve("reports.trees"), Boosting.learn(reports(mails, unseen(mails)), MailTraits.names(), SEED));
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

    private static List<Letter> read(Path folder, boolean odd) throws IOException {
        List<Letter> letters = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file :
                    files.filter(f -> f.toString().endsWith(".eml")).sorted().toList()) {
                String name = file.getFileName().toString().replaceFirst("\\.eml$", "");
                if (!odd || isTaught(name)) {
                    ComplaintLabel label = ComplaintLabel.read(folder.resolve(name + ".json"));
                    letters.add(new Letter(name, label, Files.readAllBytes(file)));
                }
            }
        }
        return letters;
    }

    private static Letter letter(FreeTextCasesTest.Case own) {
        List<ComplaintLabel.Wanted> wanted = own.accused().stream()
                .map(w -> new ComplaintLabel.Wanted("", w, "null", "null"))
                .toList();
        ComplaintLabel label = new ComplaintLabel(!own.kind().equals("none"), own.kind(), "", wanted);
        return new Letter(own.name(), label, own.mail());
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

    private static double weightOfOthers(List<Mail> mails) {
        long others = mails.stream().filter(m -> !m.label().report()).count();
        return Math.sqrt((mails.size() - others) / (double) Math.max(1, others));
    }

    /// @param sums what the words of each weigh
    private static List<Example> reports(List<Mail> mails, double[] sums) {
        double weight = weightOfOthers(mails);
        List<Example> examples = new ArrayList<>();
        for (int i = 0; i < mails.size(); i++) {
            boolean report = mails.get(i).label().report();
            examples.add(new Example(traits(mails.get(i), sums[i]), report, report ? 1 : weight));
        }
        return examples;
    }

    private static double[] traits(Mail mail, double sum) {
        double[] traits = MailTraits.of(mail.reading());
        MailTraits.worded(traits, sum);
        return traits;
    }

    // --- words

    private static List<Weighing.Example> around(List<Mail> mails, boolean addresses) {
        List<Weighing.Example> examples = new ArrayList<>();
        for (int i = 0; i < mails.size(); i++) {
            Mail mail = mails.get(i);
            if (mail.label().report()) {
                Set<String> wanted = mail.wanted();
                double weight =
                        1.5 / Math.sqrt(Math.max(1, mail.candidates(addresses).size()));
                for (Judge.Candidate candidate : mail.candidates(addresses)) {
                    List<Set<String>> around = mail.around().getOrDefault(candidate, List.of());
                    for (Set<String> words : around) {
                        boolean yes = wanted.contains(plain(candidate.what.key()));
                        examples.add(new Weighing.Example(words, yes, weight / around.size(), i));
                    }
                }
            }
        }
        return examples;
    }

    private static List<Weighing.Example> words(List<Mail> mails) {
        double weight = weightOfOthers(mails);
        List<Weighing.Example> examples = new ArrayList<>();
        for (Mail mail : mails) {
            boolean report = mail.label().report();
            examples.add(new Weighing.Example(mail.words(), report, report ? 1 : weight, examples.size()));
        }
        return examples;
    }

    /// For each kind what speaks for it among reports.
    private static List<String> kinds(List<Mail> mails) {
        List<Mail> reports = mails.stream().filter(m -> m.label().report()).toList();
        Set<String> kinds = new TreeSet<>();
        reports.forEach(m -> kinds.add(m.label().kind()));
        List<String> lines = new ArrayList<>();
        for (String kind : kinds) {
            List<Weighing.Example> examples = new ArrayList<>();
            for (Mail mail : reports) {
                boolean yes = mail.label().kind().equals(kind);
                examples.add(new Weighing.Example(KindWords.single(mail.words()), yes, 1, examples.size()));
            }
            Weighing.learn(examples, KINDS, SEED).forEach(line -> lines.add(kind + " " + line));
        }
        return lines;
    }

    /// What the words of each weigh for those that learned from the others.
    private static double[] unseen(List<Mail> mails) {
        double[] sums = new double[mails.size()];
        for (int fold = 0; fold < FOLDS; fold++) {
            WordWeights weights =
                    WordWeights.of(Weighing.learn(words(split(mails, fold).get(0)), WHOLE, SEED));
            for (int i = fold; i < mails.size(); i += FOLDS) {
                sums[i] = weights.sum(mails.get(i).words());
            }
        }
        return sums;
    }

    /// Trees must not learn from words that were learned from the same mail: they would believe them too much.
    private static void word(List<Mail> mails) {
        for (int fold = 0; fold < FOLDS; fold++) {
            List<List<Mail>> parts = split(mails, fold);
            word(parts.get(0), parts.get(1));
        }
    }

    private static void word(List<Mail> train, List<Mail> test) {
        for (boolean addresses : List.of(true, false)) {
            WordWeights weights = WordWeights.of(Weighing.learn(around(train, addresses), NAMED, SEED));
            for (Mail mail : test) {
                for (Judge.Candidate candidate : mail.candidates(addresses)) {
                    Traits.words(
                            candidate.traits,
                            mail.around().getOrDefault(candidate, List.of()).stream()
                                    .mapToDouble(weights::sum)
                                    .toArray());
                }
            }
        }
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
            word(parts.get(0));
            lookFirst(parts.get(0));
            Trees addresses = learn(named(parts.get(0), true), Traits.names());
            Trees pages = learn(named(parts.get(0), false), Traits.names());
            word(parts.get(0), parts.get(1));
            parts.get(1).forEach(Mail::forget);
            look(
                    parts.get(1),
                    learn(strangers(parts.get(0), true), Traits.names()),
                    learn(strangers(parts.get(0), false), Traits.names()));
            parts.get(1).forEach(Mail::meet);
            look(parts.get(1), addresses, pages);
            parts.get(1).forEach(m -> m.reading().judge().settle());
            for (Mail mail : parts.get(1)) {
                right += mail.label().report() && accused(mail).equals(mail.wanted()) ? 1 : 0;
            }
        }
        Map<Judge.Candidate, Double> found = new IdentityHashMap<>();
        mails.forEach(m -> m.reading().judge().weighed().forEach(c -> found.put(c, c.accused)));
        word(mails);
        lookFirst(mails);
        found.forEach((c, share) -> c.accused = share);
        long reports = mails.stream().filter(m -> m.label().report()).count();
        System.out.printf("unseen: exactly the culprits in %d of %d reports%n", right, reports);
    }

    private static void look(List<Mail> mails, Trees addresses, Trees pages) {
        for (Mail mail : mails) {
            mail.candidates(true).forEach(c -> c.accused = addresses.share(c.traits));
            mail.candidates(false).forEach(c -> c.accused = pages.share(c.traits));
        }
    }

    /// Looks at each by what the others taught, and measures its company by that.
    private static void lookFirst(List<Mail> mails) {
        mails.forEach(Mail::forget);
        for (int fold = 0; fold < FOLDS; fold++) {
            List<List<Mail>> parts = split(mails, fold);
            look(
                    parts.get(1),
                    learn(named(parts.get(0), true), Traits.names()),
                    learn(named(parts.get(0), false), Traits.names()));
        }
        mails.forEach(Mail::meet);
    }

    /// The same examples without their company.
    private static List<Example> strangers(List<Mail> mails, boolean addresses) {
        return named(mails, addresses).stream()
                .map(e -> {
                    double[] traits = e.traits().clone();
                    Company.forget(traits);
                    return new Example(traits, e.yes(), e.weight());
                })
                .toList();
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
            Trees trees = learn(reports(parts.get(0), unseen(parts.get(0))), MailTraits.names());
            WordWeights weights = WordWeights.of(Weighing.learn(words(parts.get(0)), WHOLE, SEED));
            for (Mail mail : parts.get(1)) {
                double share = trees.share(traits(mail, weights.sum(mail.words())));
                (mail.label().report() ? reports : others).add(share);
            }
        }
        for (int twentieth = 8; twentieth < 20; twentieth++) {
            double bar = twentieth / 20.0;
            System.out.printf(
                    "unseen, from %.2f on: %d of %d reports, %d of %d others%n",
                    bar,
                    reports.stream().filter(s -> s >= bar).count(),
                    reports.size(),
                    others.stream().filter(s -> s >= bar).count(),
                    others.size());
        }
    }
}
