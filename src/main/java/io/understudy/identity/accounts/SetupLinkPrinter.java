package io.understudy.identity.accounts;

import io.understudy.identity.PublicUrl;
import java.lang.invoke.MethodHandles;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

@Component
@ConditionalOnProperty(name = "understudy.command", havingValue = "serve", matchIfMissing = true)
class SetupLinkPrinter {
    private static final Logger LOG =
            LoggerFactory.getLogger(MethodHandles.lookup().lookupClass());

    private final SetupService setup;
    private final PublicUrl publicUrl;

    SetupLinkPrinter(SetupService setup, PublicUrl publicUrl) {
        this.setup = setup;
        this.publicUrl = publicUrl;
    }

    @EventListener
    void announce(WebServerInitializedEvent started) {
        if (started.getApplicationContext().getServerNamespace() != null) {
            return;
        }
        publicUrl.listeningOn(started.getWebServer().getPort());
        if (setup.needed()) {
            LOG.info(
                    "Welcome. Open this link once to create the first admin: {}",
                    publicUrl.of("setup/" + setup.issueToken()));
        } else {
            LOG.info("Understudy is ready at {}", publicUrl.of(""));
        }
    }
}
