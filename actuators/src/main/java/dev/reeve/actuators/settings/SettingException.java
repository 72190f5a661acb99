package dev.reeve.actuators.settings;

/// A setting that cannot be used. The message says which one, what is wrong and what to write.
public final class SettingException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    private final String setting;

    public SettingException(String setting, String problem, String remedy) {
        super(setting + " " + problem + "; " + remedy);
        this.setting = setting;
    }

    /// The path of the setting, such as `levers.panel.read.path`, so that a file reader can name the line.
    public String setting() {
        return setting;
    }
}
