package dev.reeve.network.workload;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Some clients that do one kind of abuse at one rate.
public record Order(String abuse, double perSecond, int clients) {
    private static final Pattern TEXT =
            Pattern.compile("([a-z]{2,20})=([0-9]{1,9}(?:\\.[0-9]{1,6})?)(?:/s)?(?:x([0-9]{1,4}))?");

    public Order {
        if (perSecond <= 0 || clients < 1) {
            throw new IllegalArgumentException("a rate and a number of clients are above zero");
        }
        Abuse.named(abuse);
    }

    /// Reads `scan=10/s,synflood=20000/sx3`: kind, rate, and how many clients do it where that isn't one.
    ///
    /// @throws IllegalArgumentException naming what is wrong
    public static List<Order> parse(String text) {
        List<Order> orders = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            Matcher matcher = TEXT.matcher(part.strip());
            if (!matcher.matches()) {
                throw new IllegalArgumentException("\"" + part
                        + "\" is no abuse with its rate; write one such as scan=10/s, or scan=10/sx5 for five clients");
            }
            int clients = matcher.group(3) == null ? 1 : Integer.parseInt(matcher.group(3));
            orders.add(new Order(matcher.group(1), Double.parseDouble(matcher.group(2)), clients));
        }
        return List.copyOf(orders);
    }
}
