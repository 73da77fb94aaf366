package io.understudy.settings;

import io.understudy.people.AdminsOnly;
import io.understudy.people.MembersAndSystem;
import io.understudy.shared.Act;
import io.understudy.shared.Acts;
import io.understudy.shared.CurrentActor;
import io.understudy.shared.Refusal;
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

    private final SettingRows rows;
    private final Acts acts;
    private final CurrentActor actor;
    private final Clock clock;

    SettingsService(SettingRows rows, Acts acts, CurrentActor actor, Clock clock) {
        this.rows = rows;
        this.acts = acts;
        this.actor = actor;
        this.clock = clock;
    }

    public String text(Setting setting) {
        return rows.text(setting.name()).orElse(setting.fallback());
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
     * @throws Refusal.RuleBroken in the setting's own name when the text is too long to be kept
     * @throws Refusal.Conflict when someone else set it for the first time at the same moment
     */
    @AdminsOnly
    @Transactional
    public void change(Setting setting, String value) {
        String before = text(setting);
        if (before.equals(value)) {
            return;
        }
        if (value.length() > LENGTH) {
            throw Refusal.RuleBroken.in(
                    setting.name(), "This has " + value.length() + " characters; the limit is " + LENGTH + ".");
        }
        try {
            rows.put(setting.name(), value, actor.get().id(), clock.instant());
        } catch (DuplicateKeyException e) {
            throw new Refusal.Conflict(
                    "Someone else changed this setting at the same moment. Reload the page to see it.", e);
        }
        acts.publish(
                "setting.changed",
                new Act.Subject("setting", setting.name(), setting.name()),
                Map.of("value", before),
                Map.of("value", value));
    }
}
