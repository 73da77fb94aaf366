package io.understudy.api.problems;

import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;
import org.springframework.http.MediaType;
import org.springframework.http.converter.AbstractJacksonHttpMessageConverter;
import org.springframework.http.converter.HttpMessageConverters;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

/** Reads the records of the API, and refuses what they do not have: a misspelt property must not do nothing. Nothing but JSON. */
@Component
class StrictJson implements WebMvcConfigurer {
    private static final String API = "io.understudy.api.";
    private static final long LARGEST_BODY = 1_000_000;

    @Override
    public void configureMessageConverters(HttpMessageConverters.ServerBuilder converters) {
        converters.addCustomConverter(new ForRequests());
        // A library on the class path is no reason to read and write its format too.
        converters.configureMessageConvertersList(
                all -> all.removeIf(converter -> converter instanceof AbstractJacksonHttpMessageConverter<?>
                        && !(converter instanceof JacksonJsonHttpMessageConverter)));
    }

    private static final class ForRequests extends JacksonJsonHttpMessageConverter {
        ForRequests() {
            super(JsonMapper.builder(JsonFactory.builder()
                            .streamReadConstraints(StreamReadConstraints.builder()
                                    .maxDocumentLength(LARGEST_BODY)
                                    .build())
                            .build())
                    .enable(
                            DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                            DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
                            DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                    .build());
        }

        @Override
        public boolean canRead(ResolvableType type, @Nullable MediaType mediaType) {
            return type.toClass().getName().startsWith(API) && super.canRead(type, mediaType);
        }

        @Override
        public boolean canWrite(ResolvableType type, Class<?> valueClass, @Nullable MediaType mediaType) {
            return false;
        }
    }
}
