package dev.reeve.actuators.http;

import dev.reeve.actuators.settings.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// The certificates of a PEM file as the only ones to trust: panels often sign their own.
final class TrustedFile {
    private TrustedFile() {}

    static SSLContext read(Settings settings, String name) {
        Path file = Path.of(settings.text(name, "write the path of a PEM file"));
        try (InputStream in = Files.newInputStream(file)) {
            KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            int count = 0;
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                trusted.setCertificateEntry("c" + count++, certificate);
            }
            if (count == 0) {
                throw settings.wrong(name, "holds no certificate", "write the path of a PEM file");
            }
            TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            managers.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers.getTrustManagers(), null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw settings.wrong(
                    name, "cannot be used (" + e.getMessage() + ")", "write the path of a readable PEM file");
        }
    }
}
