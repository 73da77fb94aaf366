package io.understudy.prompts.templates.library;

import io.understudy.collaboration.comments.CommentLocation;
import io.understudy.collaboration.comments.CommentSubject;
import io.understudy.collaboration.comments.CommentableType;
import io.understudy.identity.AccountId;
import io.understudy.prompts.templates.PromptId;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

@Component
public class CommentableTemplates implements CommentableType {
    public static final String KIND = "prompt";

    private static final String VERSION = "version-";

    private final PromptTemplates templates;
    private final TemplateVersionRepository versions;

    CommentableTemplates(PromptTemplates templates, TemplateVersionRepository versions) {
        this.templates = templates;
        this.versions = versions;
    }

    public static CommentSubject of(PromptId template, int number) {
        return CommentSubject.of(KIND, template.value().toString()).part(VERSION + number);
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Optional<CommentLocation> place(String id, String part) {
        if (!part.matches(VERSION + "[1-9][0-9]{0,6}")) {
            return Optional.empty();
        }
        int number = Integer.parseInt(part.substring(VERSION.length()));
        return templates
                .findById(UUID.fromString(id))
                .filter(template -> !template.deleted())
                .flatMap(template -> versions.one(template.id(), number))
                .map(version -> new CommentLocation(
                        version.draft().name() + ", version " + number,
                        "prompts/" + id + "/versions?version=" + number));
    }

    @Override
    public Collection<AccountId> concerned(String id) {
        return templates.findById(UUID.fromString(id)).flatMap(PromptTemplate::creator).stream()
                .toList();
    }
}
