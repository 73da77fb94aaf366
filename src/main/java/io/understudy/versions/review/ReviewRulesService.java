package io.understudy.versions.review;

import io.understudy.identity.AdminsOnly;
import io.understudy.identity.MembersAndSystem;
import io.understudy.settings.Setting;
import io.understudy.settings.SettingsService;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The team's rules of review. They count from the moment they are saved, for versions that wait, too. */
@Service
@Transactional(readOnly = true)
public class ReviewRulesService {
    private static final Setting SIGN_OFFS = Setting.number("review.sign-offs", 1);
    private static final Setting APPROVER_DIFFERS = Setting.onOff("review.approver-differs", true);

    private final SettingsService settings;

    ReviewRulesService(SettingsService settings) {
        this.settings = settings;
    }

    @MembersAndSystem
    public ReviewRules current() {
        return new ReviewRules(settings.number(SIGN_OFFS), settings.on(APPROVER_DIFFERS));
    }

    @AdminsOnly
    @Transactional
    public void change(ReviewRules rules) {
        settings.change(SIGN_OFFS, String.valueOf(rules.signOffs()));
        settings.change(APPROVER_DIFFERS, String.valueOf(rules.approverDiffers()));
    }
}
