package dev.reeve.server.desk;

import dev.reeve.core.evidence.Kind;
import dev.reeve.core.evidence.Resource;

/// What tables and pages call a resource. One that was reported for the sexual abuse of children has no name there:
/// only its
/// type is told, and the rest stays in the sealed evidence.
public final class Withheld {
    private Withheld() {}

    public static String key(Kind kind, Resource resource) {
        return key(kind.withheld(), resource);
    }

    static String key(boolean withheld, Resource resource) {
        return withheld ? resource.type() + ":(withheld)" : resource.key();
    }
}
