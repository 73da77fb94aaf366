package io.understudy.storage.limits;

import io.understudy.identity.AdminsOnly;
import io.understudy.identity.MembersAndSystem;
import io.understudy.platform.core.DomainException;
import io.understudy.settings.Setting;
import io.understudy.settings.SettingsService;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** How much people may store, in gigabytes: together, and each of them in a day (UTC). Zero is no limit. */
@Service
@MembersAndSystem
@Transactional(readOnly = true)
public class UploadLimits {
    /** The largest limit, in gigabytes. */
    public static final int MOST = 1_000_000;

    static final Setting TEAM = Setting.number("storage.team-gigabytes", 0);
    static final Setting DAY = Setting.number("storage.person-gigabytes-a-day", 0);

    private final SettingsService settings;

    UploadLimits(SettingsService settings) {
        this.settings = settings;
    }

    public int team() {
        return settings.number(TEAM);
    }

    public int personADay() {
        return settings.number(DAY);
    }

    /** @throws DomainException.RuleViolation when one of them is not from 0 to {@link #MOST} */
    @AdminsOnly
    @Transactional
    public void change(int team, int personADay) {
        if (Math.min(team, personADay) < 0 || Math.max(team, personADay) > MOST) {
            throw new DomainException.RuleViolation("Enter limits from 0 to " + MOST + " GB; 0 is no limit.");
        }
        settings.change(TEAM, String.valueOf(team));
        settings.change(DAY, String.valueOf(personADay));
    }
}
