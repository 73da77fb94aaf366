package io.understudy.webhooks;

import io.understudy.Application;
import io.understudy.collaboration.comments.CommentService;
import io.understudy.collaboration.comments.FakeCommentableType;
import io.understudy.identity.People;
import java.util.Arrays;
import java.util.Set;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;

/** A server for {@link KilledDeliveryTest}. With an address it adds a webhook for it and writes a comment; without, it serves. */
final class KilledSender {
    @TestConfiguration(proxyBeanMethods = false)
    @Import({People.class, FakeCommentableType.class})
    static class TestParts {}

    private KilledSender() {}

    public static void main(String[] arguments) throws Exception {
        String[] settings = Arrays.copyOfRange(arguments, 1, arguments.length);
        try (ConfigurableApplicationContext context =
                new SpringApplicationBuilder(Application.class, TestParts.class).run(settings)) {
            if (!arguments[0].isEmpty()) {
                People people = context.getBean(People.class);
                people.signIn(people.admin("Ada"));
                context.getBean(WebhookNetworks.class).change("127.0.0.0/8");
                context.getBean(WebhookService.class)
                        .add(new WebhookDraft(
                                "Pipeline",
                                arguments[0],
                                WebhookFormat.STANDARD,
                                Set.of(WebhookEvent.COMMENT_WRITTEN)));
                context.getBean(CommentService.class).write(FakeCommentableType.THERE, "A comment");
            }
            // Until it is killed.
            System.in.read();
        }
    }
}
