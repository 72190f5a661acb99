package dev.reeve.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The agent at the edge of the lab, with the firewall there as its one lever.
final class EdgeAgent {
    private EdgeAgent() {}

    /// @param directory for its settings, its state and its socket
    /// @return its socket; it listens
    static Path start(Namespaces namespaces, Path directory) throws IOException {
        Path levers = Files.writeString(directory.resolve("levers.yaml"), """
                levers:
                  edge-firewall:
                    type: nftables
                    table: reeve
                    own-prefixes: [203.0.113.0/24, "2001:db8:1::/48"]
                """);
        Path socket = directory.resolve("agent.sock");
        Program agent = namespaces.startJava(
                "edge",
                "dev.reeve.agent.Agent",
                "--socket",
                socket.toString(),
                "--levers",
                levers.toString(),
                "--state",
                directory.resolve("state").toString());
        assertThat(agent.hear()).startsWith("reeve agent: 1 levers on");
        return socket;
    }
}
