package dev.reeve.server.settings;

/// The reference page of all settings, in Markdown.
public final class SettingsPage {
    private SettingsPage() {}

    public static String markdown() {
        StringBuilder page = new StringBuilder("""
                # Settings

                <!-- Written from the list of settings in the code; change it there. -->

                One file, `reeve.yaml`: the one after `--config`, else `$XDG_CONFIG_HOME/reeve/reeve.yaml`, else for root
                `/etc/reeve/reeve.yaml`. Without a file everything has its default. `reeve settings check` says what is
                wrong with it, and `reeve settings show` what holds. A dotted name is a section and a key in it:

                ```yaml
                listen:
                  http-port: 8081
                ```

                """);
        for (Key key : Keys.ALL) {
            page.append("## ").append(key.path()).append("\n\n");
            page.append(key.sentence()).append("\n\n");
            page.append("- write: ").append(key.shape().phrase()).append('\n');
            if (key.otherwise() != null) {
                page.append("- default: `").append(key.otherwise()).append("`\n");
            }
            if (key.variable() != null) {
                page.append("- overridden by the environment variable `")
                        .append(key.variable())
                        .append("`\n");
            }
            page.append('\n');
        }
        return page.toString().stripTrailing() + "\n";
    }
}
