package io.understudy.mcp;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.understudy.identity.access.TokenGrant;
import io.understudy.identity.access.TokenRules;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.outages.Dependency;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Does what an assistant asks for where its token allows that, and says in one sentence why it does not. */
@Component
class ToolCalls {
    private static final Logger LOG = LoggerFactory.getLogger(ToolCalls.class);
    private static final JsonMapper JSON = JsonMapper.builder()
            .changeDefaultPropertyInclusion(
                    all -> JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
            .build();

    private final TokenRules rules;

    ToolCalls(TokenRules rules) {
        this.rules = rules;
    }

    CallToolResult call(Tool tool, @Nullable Map<String, Object> given) {
        try {
            Arguments asked = Arguments.of(given);
            Optional<String> refused = refusal(tool, asked);
            return refused.isPresent()
                    ? declined(refused.get())
                    : answer(JSON.writeValueAsString(tool.work().apply(asked)), false);
        } catch (DomainException refusal) {
            return declined(refusal.words());
        } catch (AccessDeniedException refusal) {
            return declined("The role of the person whose token this is does not allow this.");
        } catch (ConcurrencyFailureException changed) {
            return declined("Someone else changed it at the same time. Read it again.");
        } catch (RuntimeException failed) {
            return failed(tool, failed);
        }
    }

    private Optional<String> refusal(Tool tool, Arguments asked) {
        Optional<TokenGrant> grant = TokenGrant.current();
        return grant.isEmpty()
                ? Optional.of("Send an access token.")
                : rules.refusal(
                        grant.get(), tool.scope(), tool.withoutCharacter(), asked.parts(), "mcp/" + tool.name());
    }

    private static CallToolResult failed(Tool tool, RuntimeException problem) {
        if (Dependency.lostIn(problem).isPresent()) {
            return declined("Something that this server needs does not answer. Try again later.");
        }
        LOG.error("The tool {} failed", tool.name(), problem);
        return declined("Something unexpected went wrong. The log of the server has it.");
    }

    private static CallToolResult declined(String words) {
        return answer(words, true);
    }

    private static CallToolResult answer(String text, boolean error) {
        return CallToolResult.builder().addTextContent(text).isError(error).build();
    }
}
