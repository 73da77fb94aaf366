package io.understudy.prompts.playground;

import io.understudy.platform.data.TypedJdbcClient;
import io.understudy.prompts.stacks.LoraRef;
import io.understudy.prompts.templates.PromptId;
import io.understudy.storage.BlobHash;
import io.understudy.versions.VersionId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.data.domain.Pageable;
import org.springframework.stereotype.Repository;

@Repository
public class ExampleRepository {
    private static final String SELECT = """
            select example.id, example.template_id, template.name as template_name, example.picture, example.prompt,
                example.plan, example.seed, example.backend, example.width, example.height, example.steps,
                example.guidance, example.kept_by_name, example.kept_at
            from template_example example join prompt_template template on template.id = example.template_id
            """;

    private final TypedJdbcClient jdbc;

    ExampleRepository(TypedJdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<TemplateChoice> templates(String pattern, Pageable page) {
        return jdbc.sql("""
                        select id, name from prompt_template
                        where deleted_at is null and lower(name) like ? escape '!'
                        order by lower(name), id offset ? rows fetch next ? rows only""")
                .params(pattern, page.getOffset(), page.getPageSize())
                .query(TemplateChoice.class)
                .list();
    }

    Optional<TemplateChoice> template(PromptId id) {
        return jdbc.sql("select id, name from prompt_template where id = ? and deleted_at is null")
                .param(id)
                .query(TemplateChoice.class)
                .optional();
    }

    void add(TemplateExample example) {
        jdbc.sql("""
                        insert into template_example (id, template_id, picture, prompt, plan, seed, backend, width,
                            height, steps, guidance, kept_by_name, kept_at)
                        values (:id, :template, :picture, :prompt, :plan, :seed, :backend, :width, :height, :steps,
                            :guidance, :keptBy, :keptAt)""")
                .paramSource(example)
                .param("plan", example.plan().asText())
                .update();
        example.plan().loras().stream().distinct().forEach(ref -> {
            if (ref instanceof LoraRef.Version(VersionId version)) {
                jdbc.sql("insert into template_example_version (example_id, version_id) values (?, ?)")
                        .params(example.id(), version)
                        .update();
            }
        });
    }

    public Optional<TemplateExample> find(ExampleId id) {
        return jdbc.sql(SELECT + "where example.id = ?")
                .param(id)
                .query(TemplateExample.class)
                .optional();
    }

    /** Also those that were removed. */
    public List<TemplateExample> find(Collection<ExampleId> ids) {
        return ids.isEmpty()
                ? List.of()
                : jdbc.sql(SELECT + "where example.id in (:ids)")
                        .param("ids", ids)
                        .query(TemplateExample.class)
                        .list();
    }

    List<TemplateExample> ofTemplate(PromptId template, int most) {
        return jdbc.sql(SELECT + """
                        where example.template_id = ? and example.removed_at is null
                        order by example.kept_at desc, example.id fetch first ? rows only""")
                .params(template, most)
                .query(TemplateExample.class)
                .list();
    }

    Set<BlobHash> pictures(PromptId template) {
        return jdbc.sql("select picture from template_example where template_id = ? and removed_at is null")
                .param(template)
                .query(BlobHash.class)
                .set();
    }

    Map<BlobHash, List<String>> templatesOf(Collection<BlobHash> pictures) {
        if (pictures.isEmpty()) {
            return Map.of();
        }
        return jdbc.sql("""
                        select distinct example.picture, template.name from template_example example
                        join prompt_template template on template.id = example.template_id
                        where example.picture in (:pictures) and example.removed_at is null
                          and template.deleted_at is null order by template.name""").param("pictures", pictures).groups(BlobHash.class, String.class);
    }

    /** Examples of living templates that any of these versions generated, the latest first. */
    public List<TemplateExample> drawnWith(Collection<VersionId> versions, int most) {
        if (versions.isEmpty()) {
            return List.of();
        }
        return jdbc.sql(SELECT + """
                        where example.removed_at is null and template.deleted_at is null and exists (
                            select 1 from template_example_version used
                            where used.example_id = example.id and used.version_id in (:versions))
                        order by example.kept_at desc, example.id fetch first :most rows only""")
                .param("versions", versions)
                .param("most", most)
                .query(TemplateExample.class)
                .list();
    }

    boolean remove(ExampleId id, Instant now) {
        return jdbc.sql("update template_example set removed_at = ? where id = ? and removed_at is null")
                        .params(now, id)
                        .update()
                == 1;
    }

    boolean restore(ExampleId id) {
        return jdbc.sql("update template_example set removed_at = null where id = ? and removed_at is not null")
                        .param(id)
                        .update()
                == 1;
    }
}
