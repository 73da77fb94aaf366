package io.understudy.prompts.templates.library;

import io.understudy.characters.CharacterId;
import io.understudy.identity.MembersAndSystem;
import io.understudy.identity.MembersOnly;
import io.understudy.platform.core.AuditEvent;
import io.understudy.platform.core.AuditEvents;
import io.understudy.platform.core.CurrentActor;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.data.TypedJdbcClient;
import io.understudy.prompts.templates.PromptId;
import io.understudy.prompts.templates.TemplateDetails;
import io.understudy.prompts.templates.TemplateUsage;
import io.understudy.prompts.templates.UsageKind;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

@Service
@MembersAndSystem
@Transactional(readOnly = true)
public class TemplateMetadataService {
    private static final Pattern TAG = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N} _-]{0,29}");
    private static final int MOST_TAGS = 12;
    private static final Duration LATELY = Duration.ofDays(30);

    private final TemplateService templates;
    private final TypedJdbcClient jdbc;
    private final CurrentActor actor;
    private final AuditEvents auditEvents;
    private final Clock clock;

    TemplateMetadataService(
            TemplateService templates, TypedJdbcClient jdbc, CurrentActor actor, AuditEvents auditEvents, Clock clock) {
        this.templates = templates;
        this.jdbc = jdbc;
        this.actor = actor;
        this.auditEvents = auditEvents;
        this.clock = clock;
    }

    @MembersOnly
    @Transactional
    public void favour(PromptId id, boolean favourite) {
        templates.get(id);
        UUID me = actor.get().id();
        jdbc.sql("delete from prompt_favourite where account_id = ? and template_id = ?")
                .params(me, id)
                .update();
        if (favourite) {
            jdbc.sql("insert into prompt_favourite (account_id, template_id) values (?, ?) on conflict do nothing")
                    .params(me, id)
                    .update();
        }
    }

    @MembersOnly
    @Transactional
    public void tag(PromptId id, Collection<String> tags) {
        TemplateDetails template = templates.get(id);
        TreeSet<String> wanted = new TreeSet<>();
        for (String tag : tags) {
            String name = tag.strip().toLowerCase(Locale.ROOT).replaceAll("\\s+", " ");
            if (!TAG.matcher(name).matches()) {
                throw DomainException.RuleViolation.in(
                        "tags", "“" + tag + "” cannot be a tag: 1 to 30 letters, digits, spaces, - and _.");
            }
            wanted.add(name);
        }
        if (wanted.size() > MOST_TAGS) {
            throw DomainException.RuleViolation.in("tags", "A template has at most " + MOST_TAGS + " tags.");
        }
        TreeSet<String> before = new TreeSet<>(jdbc.sql("select tag from prompt_tag where template_id = ?")
                .param(id)
                .query(String.class)
                .list());
        if (before.equals(wanted)) {
            return;
        }
        jdbc.sql("delete from prompt_tag where template_id = ?").param(id).update();
        for (String tag : wanted) {
            jdbc.sql("insert into prompt_tag (template_id, tag) values (?, ?) on conflict do nothing")
                    .params(id, tag)
                    .update();
        }
        auditEvents.publish(
                "prompt.tags-changed",
                new AuditEvent.Subject("prompt", id.value().toString(), template.name()),
                Map.of("tags", String.join(", ", before)),
                Map.of("tags", String.join(", ", wanted)));
    }

    @Transactional
    public void used(PromptId id, int number, UsageKind way, @Nullable CharacterId character) {
        jdbc.sql("""
                        insert into prompt_use (id, template_id, number, way, character_id, used_by, used_at)
                        values (?, ?, ?, ?, ?, ?, ?)""")
                .params(UUID.randomUUID(), id, number, way)
                .param(character)
                .params(actor.get().id(), clock.instant())
                .update();
    }

    public TemplateUsage usage(PromptId id) {
        Map<UsageKind, Long> ways = new EnumMap<>(UsageKind.class);
        Map<Integer, Long> versions = new TreeMap<>();
        jdbc.sql("select way, number, count(*) from prompt_use where template_id = ? group by way, number")
                .param(id)
                .query(row -> {
                    ways.merge(UsageKind.valueOf(row.getString(1)), row.getLong(3), Long::sum);
                    versions.merge(row.getInt(2), row.getLong(3), Long::sum);
                });
        Instant since = clock.instant().minus(LATELY);
        record Totals(long allUses, long people, @Nullable Instant last, long lately) {}
        Totals totals = jdbc.sql("""
                        select count(*) as all_uses, count(distinct used_by) as people, max(used_at) as last,
                            coalesce(sum(case when used_at >= ? then 1 else 0 end), 0) as lately
                        from prompt_use where template_id = ?""").params(since, id).query(Totals.class).single();
        return new TemplateUsage(totals.allUses(), totals.lately(), totals.people(), totals.last(), ways, versions);
    }
}
