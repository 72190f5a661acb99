package dev.reeve.collector.logs;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/// The files that a log was before: what took its name since it was last read. They lie beside it, and their
/// names begin with its own, such as `auth.log.1` or `auth.log-20261126`. One that was compressed meanwhile is
/// not read.
final class RotatedLogs {
    /// Rotated files of one log that are looked at, the latest: a year of days.
    private static final int FILES_MAX = 400;

    private RotatedLogs() {}

    private record Old(Path path, String key, long millis) {}

    /// @return the file that was being read when nobody read any more, and all since, the oldest first; none
    /// where it isn't there any more
    static List<Path> since(Path file, LogPlace place) throws IOException {
        List<Old> old = beside(file);
        for (int i = old.size() - 1; i >= 0; i--) {
            Old one = old.get(i);
            if (place.isIn(one.path, one.key)) {
                return paths(old.subList(i, old.size()));
            }
        }
        for (int i = old.size() - 1; i >= 0; i--) {
            if (place.isCopiedTo(old.get(i).path)) {
                return paths(old.subList(i, old.size()));
            }
        }
        return List.of();
    }

    private static List<Path> paths(List<Old> some) {
        return some.stream().map(Old::path).toList();
    }

    private static List<Old> beside(Path file) throws IOException {
        Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent());
        String name = String.valueOf(file.getFileName());
        List<Old> all = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, path -> isOld(path, name))) {
            for (Path path : files) {
                BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
                if (attributes.isRegularFile() && Files.isReadable(path)) {
                    all.add(new Old(
                            path,
                            FollowedLog.key(attributes),
                            attributes.lastModifiedTime().toMillis()));
                }
            }
        }
        all.sort(Comparator.comparingLong(Old::millis));
        return all.subList(Math.max(0, all.size() - FILES_MAX), all.size());
    }

    private static boolean isOld(Path path, String name) {
        String other = String.valueOf(path.getFileName());
        boolean its = other.length() > name.length()
                && other.startsWith(name)
                && (other.charAt(name.length()) == '.' || other.charAt(name.length()) == '-');
        return its && !other.matches(".*\\.(gz|xz|bz2|zst|lz4)");
    }
}
