package dev.sallyport.scan.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.sallyport.base.model.finding.Persona;
import dev.sallyport.base.model.finding.Severity;
import dev.sallyport.scan.rule.Policies;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `docs/sallyport.schema.json` says what the reader does.
final class ConfigurationSchemaTest {
  private static final String TEXT = ConfigurationPage.docs("sallyport.schema.json");
  private static final JsonNode ROOT = JsonMapper.builder().build().readTree(TEXT);
  private static final Schema SCHEMA =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(TEXT);

  private static boolean accepts(String yaml) {
    return SCHEMA.validate(yaml, InputFormat.YAML).isEmpty();
  }

  private static List<String> keys(String pointer) {
    return ROOT.at(pointer + "/properties").propertyNames().stream().toList();
  }

  private static List<String> words(String pointer) {
    return ROOT.at(pointer + "/enum").valueStream().map(JsonNode::asString).toList();
  }

  @Test
  void hasTheSameKeys() {
    assertThat(keys("")).containsExactlyInAnyOrderElementsOf(ConfigurationReader.KEYS);
    assertThat(keys("/properties/paths"))
        .containsExactlyInAnyOrderElementsOf(ConfigurationReader.PATHS_KEYS);
    assertThat(keys("/properties/rules/additionalProperties"))
        .containsExactlyInAnyOrderElementsOf(ConfigurationReader.RULE_KEYS);
    assertThat(keys("/properties/policies"))
        .containsExactlyInAnyOrderElementsOf(PoliciesReader.KEYS);
    assertThat(keys("/properties/suppressions/items"))
        .containsExactlyInAnyOrderElementsOf(SuppressionReader.KEYS);
  }

  @Test
  void hasTheSameWordsAndBounds() {
    assertThat(words("/properties/fail-on")).isEqualTo(FailOn.ids());
    assertThat(words("/properties/rules/additionalProperties/properties/severity"))
        .isEqualTo(Arrays.stream(Severity.values()).map(Severity::id).toList());
    assertThat(words("/$defs/persona"))
        .isEqualTo(Arrays.stream(Persona.values()).map(Persona::id).toList());
    assertThat(words("/properties/policies/properties/pinning/additionalProperties"))
        .isEqualTo(Arrays.stream(Policies.Pin.values()).map(Policies.Pin::id).toList());
    assertThat(ROOT.at("/properties/suppressions/maxItems").asInt())
        .isEqualTo(ConfigurationReader.MOST_SUPPRESSIONS);
    assertThat(ROOT.at("/$defs/glob/maxLength").asInt()).isEqualTo(Glob.LONGEST);
    assertThat(ROOT.at("/properties/fail-on/default").asString())
        .isEqualTo(Configuration.DEFAULT.failOn().id());
  }

  @Test
  void acceptsTheExamplesOfThePage() {
    assertThat(ConfigurationPage.blocks("yaml")).isNotEmpty().allMatch(text -> accepts(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "strict: true",
        "version: 2",
        "version: 1\nunknown: 1",
        "version: 1\nfail-on: hihg",
        "version: 1\nstrict: yes",
        "version: 1\npersona: everyone",
        "version: 1\npaths: {include: a}",
        "version: 1\npaths: {include: [/a]}",
        "version: 1\npaths: {include: ['!a']}",
        "version: 1\npaths: {include: ['a[b]']}",
        "version: 1\npaths: {include: ['']}",
        "version: 1\nrules: {unpinned-action: false}",
        "version: 1\nrules: {unpinned-action: {severity: bad}}",
        "version: 1\nrules: {unpinned-action: {exclude: []}}",
        "version: 1\npolicies: {pinning: {actions: sha}}",
        "version: 1\npolicies: {pinning: {actions/*: hash}}",
        "version: 1\npolicies: {allowed-actions: [actions/checkout@v4]}",
        "version: 1\npolicies: {allowed-hosts: ['https://example.com']}",
        "version: 1\nsuppressions: {}",
        "version: 1\nsuppressions: [{rule: unpinned-action, path: a}]",
        "version: 1\nsuppressions: [{rule: unpinned-action, path: a, reason: ' '}]",
        "version: 1\nsuppressions: [{rule: unpinned-action, reason: a}]",
        "version: 1\nsuppressions: [{path: a, reason: a}]",
        "version: 1\nsuppressions: [{rule: unpinned-action, fingerprint: abc, reason: a}]",
        "version: 1\nsuppressions: [{rule: unpinned-action, path: a, reason: a, expires: soon}]",
      })
  void refusesWhatTheReaderRefuses(String text) {
    assertThat(Samples.problems(text)).isNotEmpty();
    assertThat(accepts(text)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "version: 1",
        "version: 1\nfail-on: never",
        "version: 1\nrules: {unpinned-action: {enabled: false, paths: ['**']}}",
        "version: 1\npolicies: {pinning: {'*': hash, Acme/Tool: any}, denied-actions: ['*', a/*]}",
        "version: 1\nsuppressions: [{rule: unpinned-action, match: a b, reason: a}]",
        "version: 1\nsuppressions: []",
      })
  void acceptsWhatTheReaderAccepts(String text) {
    assertThat(Samples.problems(text)).isEmpty();
    assertThat(accepts(text)).isTrue();
  }
}
