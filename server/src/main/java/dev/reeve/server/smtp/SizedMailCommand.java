package dev.reeve.server.smtp;

import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.subethamail.smtp.DropConnectionException;
import org.subethamail.smtp.internal.server.Command;
import org.subethamail.smtp.internal.server.CommandException;
import org.subethamail.smtp.internal.server.HelpMessage;
import org.subethamail.smtp.server.Session;

/// Answers what MAIL FROM says of the size of the mail (RFC 1870), and leaves the rest of it to the library, which
/// takes
/// the size for a number of 32 bits that stands last: a larger one ended the session, and one before another
/// parameter went unheard.
final class SizedMailCommand implements Command {
    /// What follows the address: parameters as in RFC 5321 §4.1.2.
    private static final Pattern SIZE = Pattern.compile("(?i)(?<=>)(.*?)\\sSIZE(?:=(\\S*))?(?=\\s|$)");

    /// RFC 1870 §3.
    private static final int DIGITS_MAX = 20;

    private final Command mail;
    private final long sizeMax;

    SizedMailCommand(Command mail, long sizeMax) {
        this.mail = mail;
        this.sizeMax = sizeMax;
    }

    @Override
    public void execute(String line, Session session) throws IOException, DropConnectionException {
        int address = line.lastIndexOf('>');
        Matcher size = SIZE.matcher(line).region(Math.max(0, address), line.length());
        size.useTransparentBounds(true);
        if (address < 0 || !size.find()) {
            mail.execute(line, session);
            return;
        }
        String said = size.group(2) == null ? "" : size.group(2);
        if (!said.matches("[0-9]{1," + DIGITS_MAX + "}")) {
            session.sendResponse("501 5.5.4 SIZE is a number of 1 to " + DIGITS_MAX + " digits");
        } else if (isMore(said)) {
            session.sendResponse("552 5.3.4 more than " + sizeMax + " bytes; send less, or a link to the rest");
        } else {
            mail.execute(line.substring(0, size.end(1)) + line.substring(size.end()), session);
        }
    }

    private boolean isMore(String digits) {
        return new java.math.BigInteger(digits).compareTo(java.math.BigInteger.valueOf(sizeMax)) > 0;
    }

    @Override
    public HelpMessage getHelp() throws CommandException {
        return mail.getHelp();
    }

    @Override
    public String getName() {
        return mail.getName();
    }
}
