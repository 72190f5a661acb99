package dev.reeve.server.intake;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// Messages that were made to break their reader. None says anything that could be acted on, so each must end in
/// quarantine with its reason.
enum Poison {
    NOISE {
        @Override
        byte[] make(int number, Random chance) {
            byte[] noise = new byte[3_000];
            chance.nextBytes(noise);
            // Nothing at its beginning that a kind of file begins with.
            noise[0] = (byte) 0xC3;
            return noise;
        }
    },
    ZIP_BOMB {
        @Override
        byte[] make(int number, Random chance) {
            return mail(number, "application/zip", "report-" + number + ".zip", BOMB_ZIP);
        }
    },
    GZIP_BOMB {
        @Override
        byte[] make(int number, Random chance) {
            return mail(number, "application/gzip", "2026-01-13-scan_rdp-host.csv.gz", BOMB_GZIP);
        }
    },
    CUT_JSON {
        @Override
        byte[] make(int number, Random chance) {
            return text("{\"xarf_version\": \"4.2.0\", \"report_id\": \"" + number
                    + "\", \"category\": \"connection\", \"ty");
        }
    },
    DEEP_JSON {
        @Override
        byte[] make(int number, Random chance) {
            return text(
                    "{\"xarf_version\": \"4.2.0\", \"report_id\": \"" + number + "\", \"x\": " + "[".repeat(60_000));
        }
    },
    CONTROL_CHARACTERS {
        @Override
        byte[] make(int number, Random chance) {
            return text("""
                    {"xarf_version": "4.2.0", "report_id": "\\u0000\\ud800 %d", "timestamp": "2026-01-13T10:00:00Z",
                     "reporter": {"org": "W\\u0000", "contact": "reports@watch.example", "domain": "watch.example"},
                     "source_identifier": "203.0.113.5\\u0000", "category": "connection\\u0000", "type": "\\udfff"}
                    """.formatted(number));
        }
    },
    ENTITIES {
        @Override
        byte[] make(int number, Random chance) {
            return text("""
                    <?xml version="1.0"?>
                    <!DOCTYPE Infringement [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
                    <!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d SYSTEM "file:///etc/passwd">]>
                    <Infringement xmlns="http://www.acns.net/ACNS"><Case><ID>&c;&d;%d</ID></Case></Infringement>
                    """.formatted(number));
        }
    },
    DEEP_PARTS {
        @Override
        byte[] make(int number, Random chance) {
            StringBuilder mail = new StringBuilder(head(number));
            for (int depth = 0; depth < 400; depth++) {
                mail.append("Content-Type: multipart/mixed; boundary=b")
                        .append(depth)
                        .append("\r\n\r\n--b")
                        .append(depth)
                        .append("\r\n");
            }
            return text(
                    mail.append("Content-Type: message/feedback-report\r\n\r\n").toString());
        }
    },
    FIELDS {
        @Override
        byte[] make(int number, Random chance) {
            StringBuilder mail = new StringBuilder(head(number));
            for (int field = 0; field < 6_000; field++) {
                mail.append("Received: from [").append(field).append("] by\r\n");
            }
            mail.append("Subject: ").append("(".repeat(90_000)).append("\r\n");
            return text(mail + "Content-Type: message/feedback-report\r\n\r\nFeedback-Type: abuse\r\n");
        }
    },
    BROKEN_PDF {
        @Override
        byte[] make(int number, Random chance) {
            byte[] pdf = new byte[5_000];
            chance.nextBytes(pdf);
            byte[] begin = text("%PDF-1.7\n1 0 obj\n<</Length 99999999999>>\nstream\n");
            System.arraycopy(begin, 0, pdf, 0, begin.length);
            return mail(number, "application/pdf", "notice.pdf", pdf);
        }
    },
    NEVER_CLOSED {
        @Override
        byte[] make(int number, Random chance) {
            return text("\"timestamp\",\"ip\",\"port\"\n\"2026-01-13 10:00:00,203.0.113.5 " + number + "\n"
                    + "\"\"x,".repeat(20_000));
        }
    },
    NO_SOURCE {
        @Override
        byte[] make(int number, Random chance) {
            return text(head(number) + """
                    Content-Type: multipart/report; report-type=feedback-report; boundary=B\r
                    \r
                    --B\r
                    Content-Type: message/feedback-report\r
                    \r
                    Feedback-Type: \u0000\r
                    Source-IP: 999.999.999.999\r
                    Reported-Domain: \u0000.\u0000\r
                    Arrival-Date: Thu, 99 Foo 99999999999 99:99:99 +9999\r
                    --B\r
                    """);
        }
    };

    private static final int BOMB_BYTES = 60_000_000;
    private static final byte[] BOMB_ZIP = zip();
    private static final byte[] BOMB_GZIP = gzip();

    abstract byte[] make(int number, Random chance);

    static byte[] text(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String head(int number) {
        return "From: poison-" + number + "@sender.example\r\nTo: abuse@host.example\r\nSubject: report " + number
                + "\r\nMIME-Version: 1.0\r\n";
    }

    private static byte[] mail(int number, String type, String name, byte[] content) {
        return text(head(number) + "Content-Type: " + type + "; name=\"" + name
                + "\"\r\nContent-Transfer-Encoding: base64\r\n\r\n"
                + Base64.getMimeEncoder().encodeToString(content) + "\r\n");
    }

    private static byte[] zip() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("2026-01-13-scan_rdp-host.csv"));
            zip.write(new byte[BOMB_BYTES]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static byte[] gzip() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(new byte[BOMB_BYTES]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
