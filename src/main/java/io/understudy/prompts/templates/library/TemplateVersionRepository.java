package io.understudy.prompts.templates.library;

import io.understudy.prompts.templates.PromptId;
import io.understudy.prompts.templates.TemplateDraft;
import io.understudy.prompts.templates.TemplateVersion;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class TemplateVersionRepository {
    private final JdbcClient jdbc;

    TemplateVersionRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void add(TemplateVersion version) {
        TemplateDraft draft = version.draft();
        jdbc.sql("""
                        insert into prompt_version (template_id, number, name, text, scene, lighting, camera, style,
                            variables, settings, message, saved_by_name, saved_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")
                .params(
                        version.template().value(),
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
                        Timestamp.from(version.savedAt()))
                .update();
    }

    List<TemplateVersion> of(PromptId template, int skip, int most) {
        return jdbc.sql("select * from prompt_version where template_id = ? order by number desc limit ? offset ?")
                .params(template.value(), most, skip)
                .query(TemplateVersionRepository::version)
                .list();
    }

    Optional<TemplateVersion> one(PromptId template, int number) {
        return jdbc.sql("select * from prompt_version where template_id = ? and number = ?")
                .params(template.value(), number)
                .query(TemplateVersionRepository::version)
                .optional();
    }

    Map<PromptId, TemplateVersion> labelled(Collection<PromptId> templates, String label) {
        if (templates.isEmpty()) {
            return Map.of();
        }
        return jdbc
                .sql("""
                        select v.* from prompt_version v join prompt_label l
                          on l.template_id = v.template_id and l.number = v.number
                        where l.label = :label and l.template_id in (:ids)""")
                .param("label", label)
                .param("ids", templates.stream().map(PromptId::value).toList())
                .query(TemplateVersionRepository::version)
                .list()
                .stream()
                .collect(Collectors.toMap(TemplateVersion::template, Function.identity()));
    }

    private static TemplateVersion version(ResultSet row, int index) throws SQLException {
        TemplateDraft draft = new TemplateDraft(
                row.getString("name"),
                row.getString("text"),
                row.getString("scene"),
                row.getString("lighting"),
                row.getString("camera"),
                row.getString("style"),
                TemplateJson.variables(row.getString("variables")),
                TemplateJson.settings(row.getString("settings")));
        Instant savedAt = row.getObject("saved_at", OffsetDateTime.class).toInstant();
        return new TemplateVersion(
                new PromptId(row.getObject("template_id", UUID.class)),
                row.getInt("number"),
                draft,
                row.getString("message"),
                row.getString("saved_by_name"),
                savedAt);
    }
}
