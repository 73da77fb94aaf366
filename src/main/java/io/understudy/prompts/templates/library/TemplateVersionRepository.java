package io.understudy.prompts.templates.library;

import io.understudy.platform.data.TypedJdbcClient;
import io.understudy.prompts.templates.PromptId;
import io.understudy.prompts.templates.TemplateDraft;
import io.understudy.prompts.templates.TemplateVersion;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Repository;

@Repository
class TemplateVersionRepository {
    private final TypedJdbcClient jdbc;

    TemplateVersionRepository(TypedJdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void add(TemplateVersion version) {
        TemplateDraft draft = version.draft();
        jdbc.sql("""
                        insert into prompt_version (template_id, number, name, text, scene, lighting, camera, style,
                            variables, settings, message, saved_by_name, saved_at)
                        values (:template, :number, :name, :text, :scene, :lighting, :camera, :style, :variables, :settings,
                            :message, :savedBy, :savedAt)""")
                .paramSource(new Row(
                        version.template(),
                        version.number(),
                        draft.name(),
                        draft.text(),
                        draft.scene(),
                        draft.lighting(),
                        draft.camera(),
                        draft.style(),
                        TemplateJson.of(draft.variables()),
                        TemplateJson.of(draft.settings()),
                        version.message(),
                        version.savedBy(),
                        version.savedAt()))
                .update();
    }

    List<TemplateVersion> of(PromptId template, int skip, int most) {
        return jdbc
                .sql("select * from prompt_version where template_id = ? order by number desc limit ? offset ?")
                .params(template, most, skip)
                .query(Row.class)
                .list()
                .stream()
                .map(Row::version)
                .toList();
    }

    Optional<TemplateVersion> one(PromptId template, int number) {
        return jdbc.sql("select * from prompt_version where template_id = ? and number = ?")
                .params(template, number)
                .query(Row.class)
                .optional()
                .map(Row::version);
    }

    Map<PromptId, TemplateVersion> labelled(Collection<PromptId> templates, String label) {
        if (templates.isEmpty()) {
            return Map.of();
        }
        return jdbc.sql("""
                        select v.* from prompt_version v join prompt_label l
                          on l.template_id = v.template_id and l.number = v.number
                        where l.label = :label and l.template_id in (:ids)""").param("label", label).param("ids", templates).query(Row.class).list().stream()
                .map(Row::version)
                .collect(Collectors.toMap(TemplateVersion::template, Function.identity()));
    }

    private record Row(
            PromptId template,
            int number,
            String name,
            String text,
            String scene,
            String lighting,
            String camera,
            String style,
            String variables,
            String settings,
            String message,
            String savedBy,
            Instant savedAt) {
        TemplateVersion version() {
            TemplateDraft draft = TemplateJson.draft(name, text, scene, lighting, camera, style, variables, settings);
            return new TemplateVersion(template, number, draft, message, savedBy, savedAt);
        }
    }
}
