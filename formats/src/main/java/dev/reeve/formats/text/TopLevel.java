package dev.reeve.formats.text;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Tells the last label of a domain name from the end of a file's name or of a sentence.
final class TopLevel {
    private static final Set<String> GENERIC = Set.copyOf(
            List.of(("com net org info biz name pro edu gov mil int arpa test example invalid localhost local onion "
                            + "xyz top shop site online club live app dev icu space website store tech fun vip work link "
                            + "click host press cloud digital world life today email news blog agency support services "
                            + "network systems solutions company group center media ltd llc inc gmbh team pub bid loan win "
                            + "download stream review trade date racing party science men cricket faith accountant webcam bar "
                            + "rest best buzz cam cyou sbs quest monster hair skin makeup autos boats homes bond cfd lol mom "
                            + "pics beauty asia cat jobs mobi tel travel post xxx aero coop museum berlin hamburg koeln "
                            + "cologne wien paris london amsterdam moscow tokyo nyc bank finance money capital credit loans "
                            + "exchange market markets games game bet casino poker movie video film photo photos gallery "
                            + "design studio art academy school education training guru expert tips zone city town page wiki "
                            + "chat social community foundation church care health clinic dental fitness yoga bike run fit "
                            + "house land estate properties realty rent rentals holiday vacations tours flights cruises hotel "
                            + "restaurant pizza cafe coffee beer wine kitchen recipes farm garden flowers fish pet dog horse "
                            + "express delivery direct global international plus one red blue black pink green gold ink toys "
                            + "gifts cards clothing shoes fashion jewelry watch diamonds tools parts repair cleaning plumbing "
                            + "construction builders contractors energy solar engineering technology software computer codes "
                            + "domains hosting server security protection ninja rocks cool wtf sucks fail gripe cash tax fund "
                            + "insure insurance investments ventures partners associates consulting management marketing "
                            + "promo sale deals discount bargains supply supplies limited eus eu africa quebec vegas miami "
                            + "boston bzh scot wales gal swiss tirol ruhr bayern nrw saarland capetown durban joburg moda "
                            + "immo haus reisen schule versicherung kaufen tienda viajes futbol рф рус бел укр москва сайт "
                            + "онлайн 中国 中國 公司 网络 香港 台湾 한국 ไทย ")
                    .strip()
                    .split(" ")));

    /// Of countries and the like (ISO 3166-1, and those that IANA keeps beside it).
    private static final Set<String> COUNTRIES =
            Set.of(("ac ad ae af ag ai al am ao aq ar as at au aw ax az ba bb bd be bf bg bh bi bj bm bn bo br bs "
                            + "bt bv bw by bz ca cc cd cf cg ch ci ck cl cm cn co cr cu cv cw cx cy cz de dj dk dm do dz ec "
                            + "ee eg er es et eu fi fj fk fm fo fr ga gb gd ge gf gg gh gi gl gm gn gp gq gr gs gt gu gw gy "
                            + "hk hm hn hr ht hu id ie il im in io iq ir is it je jm jo jp ke kg kh ki km kn kp kr kw ky kz "
                            + "la lb lc li lk lr ls lt lu lv ly ma mc md me mg mh mk ml mm mn mo mp mq mr ms mt mu mv mw mx "
                            + "my mz na nc ne nf ng ni nl no np nr nu nz om pa pe pf pg ph pk pl pm pn pr ps pt pw py qa re "
                            + "ro rs ru rw sa sb sc sd se sg sh si sj sk sl sm sn so sr ss st su sv sx sy sz tc td tf tg th "
                            + "tj tk tl tm tn to tr tt tv tw tz ua ug uk us uy uz va vc ve vg vi vn vu wf ws ye yt za zm zw ")
                    .strip()
                    .split(" "));

    /// Two letters that end the names of files far more often than of hosts.
    private static final Set<String> FILES = Set.of(
            "py", "sh", "js", "md", "rs", "so", "ps", "gz", "db", "cs", "hs", "kt", "vb", "ts", "xz", "bz", "rb", "mp",
            "we");

    /// Second labels below which everybody has a name of his own.
    private static final Set<String> SHARED =
            Set.of("co", "com", "net", "org", "ac", "gov", "edu", "ne", "or", "go", "gob", "gouv", "nom");

    private TopLevel() {}

    /// @param label in lower case
    /// @param labels how many the name has, this one included
    static boolean isOne(String label, int labels) {
        if (GENERIC.contains(label) || label.startsWith("xn--")) {
            return true;
        }
        return COUNTRIES.contains(label) && (labels > 2 || !FILES.contains(label));
    }

    /// The two or three last labels: whose name it is.
    static String organisation(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        int last = name.lastIndexOf('.');
        int second = name.lastIndexOf('.', last - 1);
        if (last < 0 || second < 0) {
            return name;
        }
        boolean shared = name.length() - last == 3 && SHARED.contains(name.substring(second + 1, last));
        return name.substring((shared ? name.lastIndexOf('.', second - 1) : second) + 1);
    }
}
