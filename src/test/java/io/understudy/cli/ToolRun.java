package io.understudy.cli;

import io.understudy.cli.client.Pause;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.IFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One call of the command line, in this process and without pauses. */
public record ToolRun(int status, String out, String err) {
    public static ToolRun of(String... args) {
        return of(time -> {}, args);
    }

    public static ToolRun of(Pause pause, String... args) {
        return of(pause, Map.of(), args);
    }

    /** @param environment variables that the commands of the client look at */
    static ToolRun of(Pause pause, Map<String, String> environment, String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        IFactory unhurried = new IFactory() {
            @Override
            public <K> K create(Class<K> type) throws Exception {
                K made = CommandLine.defaultFactory().create(type);
                if (made instanceof ClientCommand client) {
                    client.pause = pause;
                    client.environment = environment;
                }
                return made;
            }
        };
        int status = CommandLineTool.run(
                args,
                new PrintWriter(out, true),
                new PrintWriter(err, true),
                unhurried,
                settings -> CommandLineTool.BAD_INPUT);
        return new ToolRun(status, out.toString(), err.toString());
    }

    /** As if another program had written the input. */
    public static ToolRun reading(String input, String... args) {
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
        try {
            return of(args);
        } finally {
            System.setIn(before);
        }
    }

    public JsonNode json() {
        return JsonMapper.shared().readTree(out);
    }
}
