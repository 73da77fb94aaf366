package io.understudy.prompts.usage;

import io.understudy.platform.data.TypedJdbcClient;
import io.understudy.prompts.templates.PromptId;
import io.understudy.prompts.templates.PromptRoutes;
import io.understudy.storage.BlobHash;
import io.understudy.versions.VersionCard;
import io.understudy.versions.VersionState;
import io.understudy.versions.VersionUses;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

@Repository
class TemplateUseQueries implements VersionUses {
    private final TypedJdbcClient jdbc;

    TemplateUseQueries(TypedJdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<Use> of(VersionCard version, int most) {
        return jdbc
                .sql("""
                        select template.id, template.name, template.character_id, count(example.id) as examples,
                            max(example.picture) as picture
                        from prompt_template template
                        left join (template_example_version used
                            join template_example example on example.id = used.example_id and example.removed_at is null)
                            on example.template_id = template.id and used.version_id = :version
                        where template.deleted_at is null
                        group by template.id, template.name, template.character_id, template.changed_at
                        having count(example.id) > 0
                            or (:inProduction = 'yes' and template.character_id = :character)
                        order by template.changed_at desc, template.id fetch first :most rows only""")
                .param("version", version.id())
                .param("inProduction", version.state() == VersionState.APPROVED ? "yes" : "no")
                .param("character", version.character())
                .param("most", most)
                .query(Template.class)
                .stream()
                .map(Template::use)
                .toList();
    }

    private record Template(
            PromptId id,
            String name,
            int examples,
            @Nullable BlobHash picture) {
        Use use() {
            return new Use(
                    name,
                    examples == 0
                            ? "prompt template, filled with what is in production"
                            : "prompt template, %d %s generated with it"
                                    .formatted(examples, examples == 1 ? "example" : "examples"),
                    PromptRoutes.editor(id),
                    picture);
        }
    }
}
