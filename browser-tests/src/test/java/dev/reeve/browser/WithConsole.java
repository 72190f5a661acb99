package dev.reeve.browser;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/// Hands the one console to tests; without a browser they say that they were not run.
final class WithConsole implements BeforeAllCallback, ParameterResolver {
    private static final ExtensionContext.Namespace OURS = ExtensionContext.Namespace.create(WithConsole.class);

    @Override
    public void beforeAll(ExtensionContext context) {
        Assumptions.assumeTrue(
                Chromium.find().isPresent(), "not run: chromium is not installed (Debian: apt-get install chromium)");
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Console.class;
    }

    /// Started for the first who asks, closed by JUnit after the last.
    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot().getStore(OURS).computeIfAbsent(Console.class, type -> start(), Console.class);
    }

    private static Console start() {
        Optional<Path> browser = Chromium.find();
        try {
            return Console.start(browser.orElseThrow());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
