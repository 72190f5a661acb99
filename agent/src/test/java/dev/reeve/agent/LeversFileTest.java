package dev.reeve.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeversFileTest {
    @TempDir
    private Path directory;

    private Levers read(String text) throws Exception {
        return LeversFile.read(
                Files.writeString(directory.resolve("levers.yaml"), text),
                directory.resolve("state"),
                InstantSource.system());
    }

    private void wrong(String text, String message) {
        assertThatThrownBy(() -> read(text)).hasMessage(directory + "/levers.yaml" + message);
    }

    @Test
    void leversAreMadeFromTheirSettings() throws Exception {
        Levers levers = read("""
                levers:
                  edge-firewall:
                    type: nftables
                    table: reeve
                    own-prefixes: [203.0.113.0/24, "2001:db8:1::/48"]
                  mail-hold:
                    type: postfix
                    listen: 127.0.0.1:10040
                """);
        assertThat(levers.all()).containsOnlyKeys("edge-firewall", "mail-hold");
        assertThat(levers.find("edge-firewall").orElseThrow().leases()).isTrue();
    }

    @Test
    void aMissingSettingIsNamedWithTheLineOfItsLever() {
        wrong(
                "levers:\n  edge:\n    type: nftables\n",
                ":2: levers.edge.own-prefixes is missing; write the prefixes that are yours, such as [203.0.113.0/24]");
    }

    @Test
    void aWrongSettingIsNamedWithItsOwnLine() {
        wrong(
                "levers:\n  edge:\n    type: nftables\n    own-prefixes: [203.0.113.7/24]\n",
                ":4: levers.edge.own-prefixes has a wrong prefix (203.0.113.7/24 has bits set beyond its length; "
                        + "write 203.0.113.0/24); write it as 203.0.113.0/24");
        wrong(
                "levers:\n  edge:\n    type: nftables\n    own-prefixes: [203.0.113.0/24]\n    hooks: input\n",
                ":5: levers.edge.hooks is no setting here; write one of hook, lease, never, nft, own-prefixes, priority, "
                        + "probe, table, timeout");
    }

    @Test
    void anUnknownTypeIsAnsweredWithTheOnesThereAre() {
        wrong(
                "levers:\n  edge:\n    type: magic\n",
                ":3: levers.edge.type is \"magic\"; write one of command, http, nftables, postfix");
    }

    @Test
    void aNameThatStandsTwiceIsRefused() {
        assertThatThrownBy(() -> read("levers:\n  a:\n    type: http\n  a:\n    type: http\n"))
                .hasMessageContaining("twice");
    }

    @Test
    void brokenYamlIsNamedWithLineAndColumn() {
        assertThatThrownBy(() -> read("levers:\n  edge: [a, b\n"))
                .hasMessageMatching("(?s).*levers.yaml:3:1: no YAML: .*");
        assertThatThrownBy(() -> read("")).hasMessageContaining("write levers:");
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> LeversFile.read(directory.resolve("none.yaml"), directory, InstantSource.system()))
                .hasMessage(directory + "/none.yaml cannot be read; name a file that this user may read");
    }

    @Test
    void theDocumentedExampleIsInOrder() throws Exception {
        String page = Files.readString(Path.of("..", "docs", "how-to", "levers.md"));
        int start = page.indexOf("```yaml\n") + "```yaml\n".length();
        Levers levers = read(page.substring(start, page.indexOf("```", start)));
        assertThat(levers.all()).containsOnlyKeys("edge-firewall", "mail-hold", "vm-pause", "shared-hosting");
    }
}
