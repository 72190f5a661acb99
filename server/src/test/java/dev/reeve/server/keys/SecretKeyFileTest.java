package dev.reeve.server.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reeve.server.settings.SetupException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SecretKeyFileTest {
    @TempDir
    private Path folder;

    @Test
    void aKeyIsMadeOnceAndOnlyItsOwnerReadsIt() throws IOException {
        Path file = folder.resolve("keys/master.key");
        SecretKeyFile first = SecretKeyFile.openOrCreate(file);
        byte[] sealed = first.encrypt(new byte[] {1, 2, 3}, "place");
        assertThat(SecretKeyFile.openOrCreate(file).decrypt(sealed, "place")).containsExactly(1, 2, 3);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(SecretKeyFile.openOrCreate(file).id()).isEqualTo(first.id()).hasSize(16);
    }

    @Test
    void whatBelongsToOnePlaceIsRefusedAtAnother() {
        SecretKeyFile key = SecretKeyFile.openOrCreate(folder.resolve("a"));
        byte[] sealed = key.encrypt(new byte[] {1}, "here");
        assertThatThrownBy(() -> key.decrypt(sealed, "there")).isInstanceOf(IllegalStateException.class);
        SecretKeyFile other = SecretKeyFile.openOrCreate(folder.resolve("b"));
        assertThatThrownBy(() -> other.decrypt(sealed, "here")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aKeyThatOthersCanReadIsRefusedWithTheRemedy() throws IOException {
        Path file = folder.resolve("master.key");
        SecretKeyFile.openOrCreate(file);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        assertThatThrownBy(() -> SecretKeyFile.openOrCreate(file))
                .isInstanceOf(SetupException.class)
                .hasMessageContaining("chmod 600 " + file);
    }

    @Test
    void aSpoiledKeyIsRefused() throws IOException {
        Path file = folder.resolve("master.key");
        SecretKeyFile.openOrCreate(file);
        Files.writeString(file, "00ff");
        assertThatThrownBy(() -> SecretKeyFile.openOrCreate(file)).hasMessageContaining("is no key");
    }
}
