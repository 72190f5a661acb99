package dev.reeve.formats.text;

import java.util.HashMap;
import java.util.Map;

/// The months in the languages that reports are written in, whole and short.
final class MonthNames {
    private static final Map<String, Integer> NAMES = names();

    private MonthNames() {}

    /// @param word folded, see {@link Folding}
    /// @return 1 to 12, or 0
    static int of(String word) {
        return NAMES.getOrDefault(word, 0);
    }

    private static Map<String, Integer> names() {
        String[] months = {
            "jan january januar janner janvier enero ene janeiro gennaio gen januari stycznia styczen sty января январь янв січня ocak oca leden ledna januára januar jan. janv",
            "feb february februar fevrier fev febrero fevereiro febbraio februari lutego luty lut февраля февраль фев лютого subat sub unor unora fevr",
            "mar march marz mrz maerz mars marzo março marco maart mrt marca marzec марта март мар березня mart brezen brezna",
            "apr april avril avr abril abr aprile kwietnia kwiecien kwi апреля апрель апр квітня nisan nis duben dubna",
            "may mai mayo maio maggio mag mei maja maj мая май травня mayis kveten kvetna",
            "jun june juni juin junio junho giugno giu czerwca czerwiec cze июня июнь июн червня haziran haz cerven cervna",
            "jul july juli juillet julio julho luglio lug lipca lipiec lip июля июль июл липня temmuz tem cervenec cervence juil",
            "aug august aout agosto ago agosto augustus sierpnia sierpien sie августа август авг серпня agustos agu srpen srpna",
            "sep sept september septembre septiembre setembro set settembre wrzesnia wrzesien wrz сентября сентябрь сен сент вересня eylul eyl zari",
            "oct october oktober okt octobre octubre outubro out ottobre ott pazdziernika pazdziernik paz октября октябрь окт жовтня ekim eki rijen rijna",
            "nov november novembre noviembre novembro listopada listopad lis ноября ноябрь ноя листопада kasim kas listopadu",
            "dec december dezember dez decembre diciembre dic dezembro dicembre grudnia grudzien gru декабря декабрь дек грудня aralik ara prosinec prosince"
        };
        Map<String, Integer> names = new HashMap<>();
        for (int i = 0; i < months.length; i++) {
            for (String name : months[i].split(" ")) {
                names.putIfAbsent(Folding.fold(name), i + 1);
            }
        }
        return Map.copyOf(names);
    }
}
