package io.understudy.versions;

import io.understudy.comments.CommentPlace;
import io.understudy.comments.CommentSubject;
import io.understudy.comments.CommentedThings;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

@Component
public class VersionComments implements CommentedThings {
    public static final String KIND = "version";
    /** In an address, before the part whose comments are to be shown. */
    public static final String PARAMETER = "comments";

    private static final String ITEM = "item-";

    private final LoraVersions versions;
    private final ChecklistTemplates templates;

    VersionComments(LoraVersions versions, ChecklistTemplates templates) {
        this.versions = versions;
        this.templates = templates;
    }

    public static CommentSubject of(VersionId version) {
        return CommentSubject.of(KIND, version.value().toString());
    }

    public static CommentSubject of(VersionId version, String item) {
        return of(version).part(ITEM + item);
    }

    public static Optional<String> item(String part) {
        return part.startsWith(ITEM) ? Optional.of(part.substring(ITEM.length())) : Optional.empty();
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Optional<CommentPlace> place(String id, String part) {
        return versions.findById(UUID.fromString(id)).flatMap(version -> place(version, part));
    }

    private Optional<CommentPlace> place(LoraVersion version, String part) {
        String path = VersionRoutes.of(version.id()) + "?" + PARAMETER;
        if (part.isEmpty()) {
            return Optional.of(new CommentPlace(version.name(), path));
        }
        return item(part)
                .flatMap(key -> templates.items(version.templateId()).stream()
                        .filter(item -> item.key().equals(key))
                        .findFirst())
                .map(item -> new CommentPlace(version.name() + ", “" + item.title() + "”", path + "=" + part));
    }
}
