package dev.reeve.network.workload;

import dev.reeve.core.evidence.IpPrefix;
import dev.reeve.network.detection.Endpoint;
import dev.reeve.network.flow.FlowSink;
import java.util.ArrayList;
import java.util.List;

/// Traffic of a made-up host with clients whose truth is known, as flow records in the order in which an
/// exporter sends them. The same seed makes the same records on every machine. They go straight to a sink, one
/// object used again and again, so that a thousand million of them are a matter of minutes.
///
/// Time goes by the second. A machine does in each what its kind does, more at its peak hour than at night and
/// in gusts (a mean that is itself drawn anew each second: real traffic is more uneven than independent arrivals
/// are). What fails in life fails in bursts here: dead mail servers are tried again all at once, a crawler meets
/// a dead network, a resolver a dead domain. Sizes are heavy-tailed. Long transfers are told in records of the
/// active timeout.
public final class Workload {
    /// 2026-01-01, a date like any other.
    public static final long START_MILLIS = 1_767_225_600_000L;

    private static final int SECONDS_MAX = 14 * 86_400;

    /// By then all abuse has begun.
    private static final int BEGIN_SECONDS_MAX = 60;

    /// In a hundred clients so many are of each kind of honest machine.
    private static final int[] SHARES = {40, 20, 6, 4, 5, 5, 3, 4, 4, 3, 3, 3};

    private static final List<Behaviour> HONEST = List.of(
            new WebServer(),
            new QuietServer(),
            new MailRelay(),
            new Crawler(),
            new PeerToPeer(),
            new Backup(),
            new SpeedTest(),
            new GameServer(),
            new Resolver(),
            new NameServer(),
            new FleetAdmin(),
            new FloodVictim());

    private final Settings settings;
    private final List<Label> labels = new ArrayList<>();
    private final Host[] hosts;
    private final Behaviour[] behaviours;
    private final long[] beginMillis;

    /// @param clients honest ones; those of the orders come on top
    /// @param sampling one packet in so many; 1 leaves nothing out
    /// @param delayMillis up to which a record is exported after its end
    public record Settings(long seed, int clients, int seconds, List<Order> orders, int sampling, int delayMillis) {
        public Settings {
            orders = List.copyOf(orders);
            int all = clients + orders.stream().mapToInt(Order::clients).sum();
            if (clients < 0 || all < 1 || all > Host.HOSTS_MAX) {
                throw new IllegalArgumentException("clients are 1 to " + Host.HOSTS_MAX + " in all, not " + all);
            }
            if (seconds < 1 || seconds > SECONDS_MAX) {
                throw new IllegalArgumentException("time is a second to " + SECONDS_MAX / 86_400 + " days");
            }
            if (sampling < 1 || delayMillis < 0) {
                throw new IllegalArgumentException("sampling is 1 or more, and a delay not below zero");
            }
        }
    }

    public Workload(Settings settings) {
        this.settings = settings;
        int all = settings.clients
                + settings.orders.stream().mapToInt(Order::clients).sum();
        this.hosts = new Host[all];
        this.behaviours = new Behaviour[all];
        this.beginMillis = new long[all];
        long end = START_MILLIS + settings.seconds * 1_000L;
        for (int i = 0; i < settings.clients; i++) {
            put(i, HONEST.get(kind(i)), START_MILLIS);
            labels.add(new Label(hosts[i].endpoint(), behaviours[i].name(), "", START_MILLIS, end, 0));
        }
        int at = settings.clients;
        for (Order order : settings.orders) {
            Abuse abuse = Abuse.named(order.abuse());
            for (int i = 0; i < order.clients(); i++, at++) {
                put(at, abuse.atRate().apply(order.perSecond()), START_MILLIS);
                // Not all at once, and early, so that each has time to be found.
                int latest = Math.min(settings.seconds / 3, BEGIN_SECONDS_MAX);
                beginMillis[at] += hosts[at].dice.below(latest + 1) * 1_000L;
                labels.add(new Label(
                        hosts[at].endpoint(),
                        order.abuse(),
                        abuse.observation(),
                        beginMillis[at],
                        end,
                        order.perSecond()));
            }
        }
    }

    private void put(int number, Behaviour behaviour, long begin) {
        hosts[number] = new Host(settings.seed, number);
        behaviours[number] = behaviour;
        beginMillis[number] = begin;
    }

    /// Kinds are spread, so that few clients have all of them too.
    private static int kind(int number) {
        int place = (int) (number * 37L % 100);
        int kind = 0;
        while (place >= SHARES[kind]) {
            place -= SHARES[kind++];
        }
        return kind;
    }

    /// The clients' addresses, whatever the workload.
    public static List<IpPrefix> own() {
        return List.of(IpPrefix.parse("198.18.0.0/15"), IpPrefix.parse("2001:db8::/48"));
    }

    public static boolean isOwn(Endpoint endpoint) {
        return Host.isOwn(endpoint);
    }

    /// The kinds of honest machines and of abuse that there are.
    public static List<String> honestKinds() {
        return HONEST.stream().map(Behaviour::name).toList();
    }

    public static List<String> abuseKinds() {
        return Abuse.ALL.stream().map(Abuse::name).toList();
    }

    /// The truth, in the order of the clients.
    public List<Label> labels() {
        return List.copyOf(labels);
    }

    /// Told how far it has got; says whether to go on.
    @FunctionalInterface
    public interface Progress {
        /// @param flows that were made, before sampling
        boolean second(long atMillis, long flows);
    }

    /// @param made records before sampling
    /// @param said records that reached the sink
    public record Run(long made, long said, long endMillis) {}

    /// Makes it all, from the beginning.
    public Run into(FlowSink sink, Progress progress) {
        Emitter out = new Emitter(sink, settings.sampling, settings.delayMillis, Dice.mix(settings.seed ^ 0x5EED));
        long at = START_MILLIS;
        for (int second = 0; second < settings.seconds; second++) {
            at += 1_000;
            for (int i = 0; i < hosts.length; i++) {
                if (at > beginMillis[i]) {
                    hosts[i].second(at);
                    behaviours[i].second(hosts[i], at, out);
                }
            }
            if (!progress.second(at, out.made())) {
                break;
            }
        }
        return new Run(out.made(), out.said(), at);
    }
}
