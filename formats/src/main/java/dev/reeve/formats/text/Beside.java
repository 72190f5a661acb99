package dev.reeve.formats.text;

import dev.reeve.core.evidence.IpAddress;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What is said of all things of one sort, so that each can be compared with the others without looking at them again:
/// a list of a day has tens of thousands.
final class Beside {
    /// What a thing that is alone is compared with.
    private static final double NOBODY = -6;

    private final Map<Judge.Candidate, Integer> order = new IdentityHashMap<>();
    private final Best source = new Best(0);
    private final Best net = new Best(NOBODY);
    private final Map<String, Best> neighbours = new HashMap<>();
    private int accused;

    /// The two highest, so that each can be left out.
    private static final class Best {
        private Judge.@Nullable Candidate first;
        private double highest;
        private double next;

        Best(double least) {
            highest = least;
            next = least;
        }

        void add(Judge.Candidate candidate, double value) {
            if (value > highest) {
                next = highest;
                highest = value;
                first = candidate;
            } else {
                next = Math.max(next, value);
            }
        }

        double without(Judge.Candidate candidate) {
            return first == candidate ? next : highest;
        }
    }

    Beside(List<Judge.Candidate> sort) {
        for (Judge.Candidate each : sort) {
            double said = each.votes.of(Party.SOURCE);
            order.put(each, order.size());
            source.add(each, said);
            net.add(each, said - each.votes.against());
            if (Traits.isAccused(each)) {
                accused++;
                String near = neighbourhood(each.what);
                if (!near.isEmpty()) {
                    neighbours.computeIfAbsent(near, k -> new Best(0)).add(each, said);
                }
            }
        }
    }

    int order(Judge.Candidate candidate) {
        return order.getOrDefault(candidate, -1);
    }

    double bestSource(Judge.Candidate candidate) {
        return source.without(candidate);
    }

    double bestNet(Judge.Candidate candidate) {
        return net.without(candidate);
    }

    int accused() {
        return accused;
    }

    /// What accuses the likeliest in its neighbourhood.
    double neighbour(Judge.Candidate candidate) {
        Best best = neighbours.get(neighbourhood(candidate.what));
        return best == null ? 0 : best.without(candidate);
    }

    /// One network of the usual smallest size, or one owner of a name; empty where there is neither.
    private static String neighbourhood(Mention.What what) {
        if (what instanceof Mention.Ip ip) {
            return ip.address().family() == IpAddress.Family.IPV4
                    ? "4 " + (ip.address().low() >>> 8)
                    : "6 " + ip.address().high();
        }
        String host = Traits.host(what);
        return host.isEmpty() ? "" : TopLevel.organisation(host);
    }
}
