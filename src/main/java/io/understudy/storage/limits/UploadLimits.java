package io.understudy.storage.limits;

import io.understudy.identity.AdminsOnly;
import io.understudy.identity.MembersAndSystem;
import io.understudy.platform.core.DomainException;
import io.understudy.settings.Setting;
import io.understudy.settings.SettingsService;
import java.util.stream.IntStream;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** How much people may store: together, and each of them in a day (UTC), in gigabytes and in files. Zero is no limit. */
@Service
@MembersAndSystem
@Transactional(readOnly = true)
public class UploadLimits {
    /** The largest limit, in gigabytes or files. */
    public static final int MOST = 1_000_000;

    static final Setting TEAM = Setting.number("storage.team-gigabytes", 0);
    static final Setting DAY = Setting.number("storage.person-gigabytes-a-day", 0);
    static final Setting FILES = Setting.number("storage.person-files-a-day", 0);

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

    public int personFilesADay() {
        return settings.number(FILES);
    }

    /** @throws DomainException.RuleViolation when one of them is not from 0 to {@link #MOST} */
    @AdminsOnly
    @Transactional
    public void change(int team, int personADay, int personFilesADay) {
        if (IntStream.of(team, personADay, personFilesADay).anyMatch(limit -> limit < 0 || limit > MOST)) {
            throw new DomainException.RuleViolation("Enter limits from 0 to 1,000,000; 0 is no limit.");
        }
        settings.change(TEAM, String.valueOf(team));
        settings.change(DAY, String.valueOf(personADay));
        settings.change(FILES, String.valueOf(personFilesADay));
    }
}
