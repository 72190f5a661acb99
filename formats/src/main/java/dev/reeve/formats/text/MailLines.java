package dev.reeve.formats.text;

import java.util.List;

/// Lines that mail programs write into quoted and forwarded text: their times are not those of the incident, and what
/// follows them is somebody else's.
final class MailLines {
    private static final List<String> SURE = List.of(
            "sent:",
            "gesendet:",
            "envoye:",
            "envoye :",
            "enviado:",
            "enviada em:",
            "inviato:",
            "verzonden:",
            "отправлено:",
            "gonderildi:",
            "发件时间:",
            "发送时间:",
            "發送時間:",
            "送信日時:",
            "보낸 날짜:",
            "wyslano:",
            "received:",
            "presa in carico");
    private static final List<String> DATE =
            List.of("date:", "datum:", "date :", "fecha:", "data:", "дата:", "tarih:", "日時:", "날짜:");
    private static final List<String> BESIDE = List.of(
            "from:",
            "to:",
            "subject:",
            "von:",
            "an:",
            "betreff:",
            "de:",
            "de :",
            "a:",
            "a :",
            "para:",
            "asunto:",
            "objet:",
            "objet :",
            "assunto:",
            "da:",
            "oggetto:",
            "aan:",
            "van:",
            "onderwerp:",
            "od:",
            "do:",
            "temat:",
            "от:",
            "от кого:",
            "кому:",
            "тема:",
            "kimden:",
            "kime:",
            "konu:",
            "发件人:",
            "收件人:",
            "主题:",
            "差出人:",
            "宛先:",
            "件名:",
            "보낸 사람:",
            "받는 사람:",
            "제목:");
    private static final List<String> WROTE = List.of(
            "wrote:",
            "schrieb:",
            "a ecrit :",
            "a ecrit:",
            "escribio:",
            "escreveu:",
            "ha scritto:",
            "schreef:",
            "napisal(a):",
            "napisal:",
            "pisze:",
            "пишет:",
            "писал(а):",
            "написал:",
            "написал(а):",
            "yazdi:",
            "写道：",
            "写道:",
            "寫道:",
            "のメール:",
            "님이 작성:");

    private MailLines() {}

    static boolean isHeader(Page page, int line) {
        String folded = page.folded();
        int content = page.lines().content(line);
        if (starts(SURE, folded, content) || isAttribution(page, line)) {
            return true;
        }
        return starts(DATE, folded, content) && (beside(page, line - 1) || beside(page, line + 1));
    }

    private static boolean beside(Page page, int line) {
        return line >= 0
                && line < page.lines().count()
                && starts(BESIDE, page.folded(), page.lines().content(line));
    }

    /// The author's field of a header within a text.
    static boolean isFrom(Page page, int line) {
        String folded = page.folded();
        int content = page.lines().content(line);
        return starts(
                List.of(
                        "from:",
                        "von:",
                        "de:",
                        "de :",
                        "da:",
                        "van:",
                        "od:",
                        "от:",
                        "от кого:",
                        "kimden:",
                        "发件人:",
                        "差出人:",
                        "보낸 사람:"),
                folded,
                content);
    }

    private static boolean starts(List<String> names, String folded, int content) {
        int begin = content;
        while (begin < folded.length() && (folded.charAt(begin) == '*' || folded.charAt(begin) == ' ')) {
            begin++;
        }
        for (String name : names) {
            if (folded.startsWith(name, begin)) {
                return true;
            }
        }
        return false;
    }

    /// `On … somebody wrote:`.
    static boolean isAttribution(Page page, int line) {
        int content = page.lines().content(line);
        int end = page.lines().to(line);
        if (end - content > 300 || end - content < 6) {
            return false;
        }
        int last = end - 1;
        while (last > content && Character.isWhitespace(page.folded().charAt(last))) {
            last--;
        }
        if (page.folded().charAt(last) != ':' && page.folded().charAt(last) != '：') {
            return false;
        }
        String text = page.folded().substring(content, last + 1);
        return WROTE.stream().anyMatch(text::endsWith);
    }
}
