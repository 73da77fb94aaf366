package io.understudy.webhooks;

import io.understudy.characters.CharacterId;
import io.understudy.characters.CharacterService;
import io.understudy.characters.CharacterSummary;
import io.understudy.collaboration.comments.CommentWritten;
import io.understudy.identity.PublicUrl;
import io.understudy.lora.BaseModel;
import io.understudy.platform.core.Actor;
import io.understudy.platform.core.RunAs;
import io.understudy.platform.core.Wording;
import io.understudy.training.RunProgress;
import io.understudy.training.RunRoutes;
import io.understudy.training.runs.RunChanged;
import io.understudy.versions.VersionId;
import io.understudy.versions.VersionRoutes;
import io.understudy.versions.VersionState;
import io.understudy.versions.recalls.VersionRecallChanged;
import io.understudy.versions.review.VersionDecided;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Says in the words of webhooks what the features publish. Data names things and holds no more of them. */
@Component
class DomainEventListener {
    private static final int REASON = 1000;

    private final EventWriter events;
    private final CharacterService characters;
    private final PublicUrl address;

    DomainEventListener(EventWriter events, CharacterService characters, PublicUrl address) {
        this.events = events;
        this.characters = characters;
        this.address = address;
    }

    @EventListener
    void changed(RunChanged change) {
        if (change.moved()) {
            switch (change.progress().state()) {
                case AWAITING_APPROVAL -> run(change, WebhookEvent.RUN_AWAITING_APPROVAL, "awaits approval");
                case QUEUED -> run(change, WebhookEvent.RUN_QUEUED, "is queued");
                case RUNNING -> run(change, WebhookEvent.RUN_STARTED, "has started");
                case SUCCEEDED -> run(change, WebhookEvent.RUN_SUCCEEDED, "succeeded");
                case FAILED -> run(change, WebhookEvent.RUN_FAILED, "failed");
                case LOST -> run(change, WebhookEvent.RUN_FAILED, "was given up");
                case CANCELLED -> run(change, WebhookEvent.RUN_CANCELLED, "was cancelled");
                case UNCONFIRMED -> run(change, WebhookEvent.RUN_UNCONFIRMED, "is unconfirmed: an admin decides");
                case PREPARING, COLLECTING -> {}
            }
        }
    }

    private void run(RunChanged change, WebhookEvent event, String what) {
        RunProgress run = change.progress();
        String path = RunRoutes.of(run.number());
        Map<String, Object> named = new LinkedHashMap<>();
        named.put("id", run.run().value().toString());
        named.put("number", run.number());
        named.put("url", address.of(path));
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("run", named);
        data.put("character", character(change.character()));
        data.put("backend", change.backend());
        data.put("state", run.state().name().toLowerCase(Locale.ROOT));
        data.put("attempt", run.attempt());
        events.write(event, "Run " + run.number() + " " + what, path, data);
    }

    /** Events are published for the product, too, which nobody is signed in for. */
    private Map<String, Object> character(CharacterId id) {
        Map<String, Object> named = new LinkedHashMap<>();
        named.put("id", id.value().toString());
        CharacterSummary known = RunAs.get(() -> characters.byIds(List.of(id))).get(id);
        if (known != null) {
            named.put("slug", known.slug());
            named.put("name", known.name());
        }
        return named;
    }

    @EventListener
    void decided(VersionDecided step) {
        switch (step.action()) {
            case SUBMIT -> decided(WebhookEvent.REVIEW_REQUESTED, "waits for review", step);
            case WITHDRAW -> decided(WebhookEvent.REVIEW_WITHDRAWN, "is withdrawn from review", step);
            case SEND_BACK -> decided(WebhookEvent.REVIEW_SENT_BACK, "was sent back", step);
            case SIGN_OFF -> decided(WebhookEvent.REVIEW_SIGNED_OFF, "was signed off", step);
            case APPROVE -> {
                decided(WebhookEvent.VERSION_APPROVED, "was approved", step);
                decided(WebhookEvent.PRODUCTION_CHANGED, "is the production version now", step);
            }
            case REVOKE -> {
                decided(WebhookEvent.VERSION_REVOKED, "was revoked", step);
                if (step.before() == VersionState.APPROVED) {
                    decided(WebhookEvent.PRODUCTION_CHANGED, "is no longer the production version", step);
                }
            }
            // What is superseded is so by an approval, which is said.
            case RENEW, SUPERSEDE -> {}
        }
    }

    private void decided(WebhookEvent event, String what, VersionDecided step) {
        Map<String, Object> data = version(step.version(), step.name(), step.character(), step.model());
        data.put("state", step.after().name().toLowerCase(Locale.ROOT));
        data.put("by", person(step.by()));
        version(
                event,
                step.version(),
                step.name() + " " + what + " by " + step.by().name(),
                step.reason(),
                data);
    }

    @EventListener
    void recallChanged(VersionRecallChanged change) {
        Map<String, Object> data = version(change.version(), change.name(), change.character(), change.model());
        data.put("recalled", change.recalled());
        if (change.recalled()) {
            String words = change.name() + " is recalled and must no longer be used";
            version(WebhookEvent.VERSION_RECALLED, change.version(), words, change.reason(), data);
        } else {
            String words = change.name() + " may be used again: its recall was lifted";
            version(WebhookEvent.VERSION_REINSTATED, change.version(), words, null, data);
        }
    }

    private Map<String, Object> version(VersionId id, String name, CharacterId character, BaseModel model) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("version", Map.of("id", id.value().toString(), "name", name, "url", address.of(VersionRoutes.of(id))));
        data.put("character", character(character));
        data.put("model", model.id());
        return data;
    }

    private void version(
            WebhookEvent event, VersionId id, String words, @Nullable String reason, Map<String, Object> data) {
        String why = reason == null ? "" : Wording.cut(reason, REASON);
        if (!why.isEmpty()) {
            data.put("reason", why);
        }
        events.write(event, words + (why.isEmpty() ? "" : ": " + why), VersionRoutes.of(id), data);
    }

    @EventListener
    void written(CommentWritten written) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("comment", Map.of("id", written.comment().value().toString()));
        data.put(
                "subject",
                Map.of(
                        "type", written.subject().kind(),
                        "id", written.subject().id(),
                        "part", written.subject().part(),
                        "name", written.place().name(),
                        "url", address.of(written.place().path())));
        data.put("by", person(written.by()));
        events.write(
                WebhookEvent.COMMENT_WRITTEN,
                written.by().name() + " commented on " + written.place().name(),
                written.place().path(),
                data);
    }

    private static Map<String, Object> person(Actor actor) {
        return actor.isSystem()
                ? Map.of("name", actor.name())
                : Map.of("id", actor.id().toString(), "name", actor.name());
    }
}
