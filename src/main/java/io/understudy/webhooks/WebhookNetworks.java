package io.understudy.webhooks;

import io.understudy.identity.AdminsOnly;
import io.understudy.identity.MembersAndSystem;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.net.AllowedNetworks;
import io.understudy.settings.Setting;
import io.understudy.settings.SettingsService;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The private networks that webhooks may reach; none, until an admin allows some. */
@Service
@Transactional(readOnly = true)
public class WebhookNetworks {
    private static final Setting ALLOWED = new Setting("webhooks.allowed-networks", "");

    private final SettingsService settings;

    WebhookNetworks(SettingsService settings) {
        this.settings = settings;
    }

    /** One on each line. */
    @AdminsOnly
    public String text() {
        return settings.text(ALLOWED);
    }

    /**
     * @param text one on each line, such as {@code 10.1.0.0/16}
     * @throws DomainException.RuleViolation when a line is none
     */
    @AdminsOnly
    @Transactional
    public void change(String text) {
        String lines =
                text.lines().map(String::strip).filter(line -> !line.isEmpty()).collect(Collectors.joining("\n"));
        try {
            AllowedNetworks.of(lines);
        } catch (IllegalArgumentException wrong) {
            throw new DomainException.RuleViolation(
                    "“" + wrong.getMessage() + "” is no network. Write it such as 10.1.0.0/16.", wrong);
        }
        settings.change(ALLOWED, lines);
    }

    @MembersAndSystem
    public AllowedNetworks allowed() {
        return AllowedNetworks.of(settings.text(ALLOWED));
    }
}
