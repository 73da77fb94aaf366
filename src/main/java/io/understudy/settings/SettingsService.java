package io.understudy.settings;

import io.understudy.identity.AdminsOnly;
import io.understudy.identity.MembersAndSystem;
import io.understudy.platform.core.AuditEvent;
import io.understudy.platform.core.AuditEvents;
import io.understudy.platform.core.CurrentActor;
import io.understudy.platform.core.DomainException;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.Map;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What admins set for the whole installation. Every read asks the database, by primary key: a change takes effect at once and
 * on every node.
 */
@Service
@MembersAndSystem
@Transactional(readOnly = true)
public class SettingsService {
    private static final int LENGTH = 4000;

    private final SettingRepository repository;
    private final AuditEvents auditEvents;
    private final CurrentActor actor;
    private final Clock clock;

    SettingsService(SettingRepository repository, AuditEvents auditEvents, CurrentActor actor, Clock clock) {
        this.repository = repository;
        this.auditEvents = auditEvents;
        this.actor = actor;
        this.clock = clock;
    }

    public String text(Setting setting) {
        return repository.text(setting.name()).orElse(setting.fallback());
    }

    public boolean on(Setting setting) {
        return Boolean.parseBoolean(text(setting));
    }

    public int number(Setting setting) {
        return Integer.parseInt(text(setting));
    }

    public BigDecimal decimal(Setting setting) {
        return new BigDecimal(text(setting));
    }

    /**
     * Stores a value that the calling feature has checked; the same value again changes nothing.
     *
     * @throws DomainException.RuleViolation in the setting's own name when the text is too long to be kept
     * @throws DomainException.Conflict when someone else set it for the first time at the same moment
     */
    @AdminsOnly
    @Transactional
    public void change(Setting setting, String value) {
        String before = text(setting);
        if (before.equals(value)) {
            return;
        }
        if (value.length() > LENGTH) {
            throw DomainException.RuleViolation.in(
                    setting.name(), "This has " + value.length() + " characters; the limit is " + LENGTH + ".");
        }
        try {
            repository.put(setting.name(), value, actor.get().id(), clock.instant());
        } catch (DuplicateKeyException e) {
            throw new DomainException.Conflict(
                    "Someone else changed this setting at the same moment. Reload the page to see it.", e);
        }
        auditEvents.publish(
                "setting.changed",
                new AuditEvent.Subject("setting", setting.name(), setting.name()),
                Map.of("value", before),
                Map.of("value", value));
    }
}
