package dev.reeve.formats.text;

import dev.reeve.formats.mail.Addresses;
import dev.reeve.formats.mail.MailPart;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Whose names a message's own are: those of who wrote it, and of who it was sent to. Nobody reports himself.
final class Reporters {
    /// Where anybody may have a mailbox or a page: the name says nothing of who writes.
    private static final Set<String> PUBLIC = Set.of(
            "gmail.com",
            "googlemail.com",
            "outlook.com",
            "hotmail.com",
            "live.com",
            "yahoo.com",
            "gmx.de",
            "gmx.net",
            "web.de",
            "mail.ru",
            "yandex.ru",
            "icloud.com",
            "aol.com",
            "proton.me",
            "protonmail.com",
            "qq.com",
            "163.com",
            "126.com",
            "t-online.de",
            "orange.fr",
            "free.fr",
            "libero.it",
            "naver.com",
            "daum.net",
            "hanmail.net",
            "uol.com.br",
            "wp.pl",
            "o2.pl",
            "seznam.cz",
            "ukr.net",
            "msn.com",
            "me.com");

    /// Pages that reports point to: lists, lookups, laws, profiles, programs. Nobody means to have them taken down.
    private static final Set<String> WELL_KNOWN = Set.of(
            "virustotal.com",
            "urlscan.io",
            "abuseipdb.com",
            "spamcop.net",
            "spamhaus.org",
            "wikipedia.org",
            "ripe.net",
            "arin.net",
            "apnic.net",
            "lacnic.net",
            "afrinic.net",
            "iana.org",
            "icann.org",
            "mitre.org",
            "nist.gov",
            "cve.org",
            "w3.org",
            "ietf.org",
            "rfc-editor.org",
            "xmlsoap.org",
            "openphish.com",
            "phishtank.com",
            "phishtank.org",
            "blocklist.de",
            "fail2ban.org",
            "shadowserver.org",
            "copyright.gov",
            "wipo.int",
            "gnu.org",
            "creativecommons.org",
            "apple.com",
            "microsoft.com",
            "aka.ms",
            "facebook.com",
            "twitter.com",
            "x.com",
            "linkedin.com",
            "instagram.com",
            "youtube.com",
            "cornell.edu",
            "uscode.house.gov",
            "europa.eu",
            "cert.org",
            "us-cert.gov",
            "cisa.gov",
            "bsi.bund.de",
            "ncsc.gov.uk",
            "ncsc.nl",
            "first.org",
            "xarf.org",
            "schema.org",
            "acns.net",
            "movielabs.com",
            "mpaa.org",
            "riaa.com",
            "ifpi.org",
            "gravatar.com",
            "openresolverproject.org",
            "openntpproject.org",
            "team-cymru.org",
            "team-cymru.com",
            "maawg.org",
            "m3aawg.org",
            "abuse.ch",
            "dshield.org",
            "sans.edu",
            "sans.org",
            "projecthoneypot.org",
            "stopforumspam.com",
            "cleantalk.org",
            "mailscanner.info",
            "postfix.org",
            "nmap.org",
            "imgur.com",
            "archive.org",
            "web.archive.org",
            "google.com",
            "dnsbl.info",
            "mxtoolbox.com",
            "whois.domaintools.com",
            "domaintools.com",
            "netcraft.com",
            "sorbs.net",
            "uceprotect.net",
            "barracudacentral.org",
            "mozilla.org",
            "wordfence.com",
            "cloudflare.com",
            "censys.io",
            "shodan.io",
            "greynoise.io",
            "any.run",
            "hybrid-analysis.com",
            "joesandbox.com",
            "sucuri.net",
            "adobe.com",
            "purl.org",
            "example.com",
            "schemas.microsoft.com");

    private final Set<String> own = new HashSet<>();

    /// Shorter names are words.
    private static final int LABEL_MIN = 6;

    /// Names of the provider that the message was sent to.
    private final Set<String> ours = new HashSet<>();

    /// The same without signs.
    private final List<OurName> ourNames;

    /// @param label its first label
    private record OurName(String whole, String label) {
        OurName(String name) {
            this(plain(name), plain(name.substring(0, Math.max(0, name.indexOf('.')))));
        }

        boolean isOf(String word) {
            return whole.equals(word) || label.length() >= LABEL_MIN && word.startsWith(label);
        }
    }

    Reporters(MailPart mail) {
        for (String field : List.of("From", "Reply-To", "Sender", "Return-Path")) {
            String domain = Addresses.domain(mail.mailbox(field));
            if (!domain.isEmpty() && !PUBLIC.contains(TopLevel.organisation(domain))) {
                own.add(TopLevel.organisation(domain));
            }
        }
        for (String field : List.of("To", "Delivered-To", "X-Original-To")) {
            String domain = Addresses.domain(mail.mailbox(field));
            if (!domain.isEmpty()) {
                ours.add(TopLevel.organisation(domain));
            }
        }
        own.removeAll(ours);
        ourNames = ours.stream().map(OurName::new).toList();
    }

    boolean isReporters(String host) {
        return own.contains(TopLevel.organisation(host.toLowerCase(Locale.ROOT)));
    }

    boolean isOurs(String host) {
        return ours.contains(TopLevel.organisation(host.toLowerCase(Locale.ROOT)));
    }

    /// Whether it is the provider's name itself and not that of one of its machines.
    boolean isOurSelf(String host) {
        return ours.contains(host.toLowerCase(Locale.ROOT));
    }

    /// Whether a word or cell is our name as a table has it: `HOST-EXAMPLE` for host.example, `Linden Hosting Ltd` for
    /// lindenhosting.example.
    boolean isOurName(String word) {
        String plain = plain(word);
        for (OurName name : ourNames) {
            if (name.isOf(plain)) {
                return true;
            }
        }
        return false;
    }

    /// Its letters and numbers.
    private static String plain(String name) {
        String low = name.toLowerCase(Locale.ROOT);
        StringBuilder plain = new StringBuilder(low.length());
        for (int i = 0; i < low.length(); i += Character.charCount(low.codePointAt(i))) {
            int c = low.codePointAt(i);
            if (Character.isLetterOrDigit(c) || isNumber(c)) {
                plain.appendCodePoint(c);
            }
        }
        return plain.toString();
    }

    /// Numbers that are no digits, such as ½.
    private static boolean isNumber(int c) {
        return c > 0x7F
                && (Character.getType(c) == Character.LETTER_NUMBER || Character.getType(c) == Character.OTHER_NUMBER);
    }

    static boolean isWellKnown(String host) {
        return WELL_KNOWN.contains(TopLevel.organisation(host)) || WELL_KNOWN.contains(host);
    }
}
