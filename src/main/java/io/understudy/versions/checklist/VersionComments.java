package io.understudy.versions.checklist;

import io.understudy.collaboration.comments.CommentLocation;
import io.understudy.collaboration.comments.CommentSubject;
import io.understudy.collaboration.comments.CommentableType;
import io.understudy.identity.AccountId;
import io.understudy.versions.VersionId;
import io.understudy.versions.VersionRoutes;
import io.understudy.versions.registry.Contributors;
import io.understudy.versions.registry.LoraVersion;
import io.understudy.versions.registry.LoraVersions;
import io.understudy.versions.registry.VersionPeopleRepository;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;

@Component
public class VersionComments implements CommentableType {
    public static final String KIND = "version";
    /** In an address, before the part whose comments are to be shown. */
    public static final String PARAMETER = "comments";

    private static final String ITEM = "item-";

    private final LoraVersions versions;
    private final Contributors contributors;
    private final VersionPeopleRepository people;
    private final ChecklistEditionRepository templates;

    VersionComments(
            LoraVersions versions,
            Contributors contributors,
            VersionPeopleRepository people,
            ChecklistEditionRepository templates) {
        this.versions = versions;
        this.contributors = contributors;
        this.people = people;
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
    public Optional<CommentLocation> place(String id, String part) {
        return versions.findById(UUID.fromString(id)).flatMap(version -> place(version, part));
    }

    @Override
    public Collection<AccountId> concerned(String id) {
        UUID version = UUID.fromString(id);
        Set<AccountId> concerned = new HashSet<>(people.whoActedOn(new VersionId(version)));
        contributors.of(List.of(version)).stream()
                .filter(one -> !one.isMaker() || one.answersForIt())
                .forEach(one -> concerned.add(new AccountId(one.account())));
        return concerned;
    }

    @Override
    public boolean isOneConversation() {
        return true;
    }

    private Optional<CommentLocation> place(LoraVersion version, String part) {
        String path = VersionRoutes.of(version.id()) + "?" + PARAMETER;
        if (part.isEmpty()) {
            return Optional.of(new CommentLocation(version.name(), path));
        }
        return item(part)
                .flatMap(key -> templates.items(version.templateId()).stream()
                        .filter(item -> item.key().equals(key))
                        .findFirst())
                .map(item -> new CommentLocation(version.name() + ", “" + item.title() + "”", path + "=" + part));
    }
}
