package dev.sallyport.scan.rule.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.base.model.finding.Finding;
import dev.sallyport.base.model.finding.Severity;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContainersTest {

  private static List<Finding> container(String container) {
    return Found.by(
        new ContainerInjection(),
        """
        on: pull_request_target
        permissions:
          contents: write
        jobs:
          build:
            runs-on: ubuntu-24.04
            container:
              %s
            steps:
              - run: make
        """
            .formatted(container.replace("; ", "\n      ")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ${{ github.event.pull_request.title }} | CRITICAL
          image: ${{ github.event.pull_request.body }} | CRITICAL
          image: ghcr.io/${{ github.event.pull_request.head.repo.full_name }}:latest | CRITICAL
          image: node:22; options: --name ${{ github.head_ref }} | CRITICAL
          image: node:22; env: {'T': '${{ github.head_ref }}'} | HIGH
          image: ghcr.io/acme/app:${{ github.head_ref }} | MEDIUM
          """)
  void severityFollowsWhatTheValueDecides(String container, Severity severity) {
    assertThat(container(container)).extracting(Finding::severity).containsExactly(severity);
  }

  @Test
  void namesOfTheRepositoryItself() {
    assertThat(container("image: ghcr.io/${{ github.repository }}:latest")).isEmpty();
    assertThat(container("image: node:22; options: --memory ${{ vars.MEMORY }}")).isEmpty();
  }

  private static List<Finding> image(String with) {
    return Found.by(
        new CodeInputInjection(),
        """
        on: issues
        permissions:
          contents: write
        jobs:
          build:
            runs-on: ubuntu-24.04
            steps:
              - uses: docker://alpine:3.22
                with:
                  %s
        """
            .formatted(with.replace("; ", "\n          ")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          entrypoint: sh; args: -c "echo ${{ github.event.issue.title }}" | 1
          entrypoint: /bin/bash; args: -c 'echo ${{ github.event.issue.title }}' | 1
          args: sh -c "echo ${{ github.event.issue.title }}" | 1
          entrypoint: ${{ github.event.issue.title }} | 1
          args: --title "${{ github.event.issue.title }}" | 0
          entrypoint: /bin/echo; args: ${{ github.event.issue.title }} | 0
          entrypoint: sh; args: -c "echo ${{ github.event.issue.number }}" | 0
          """)
  void shellsInImages(String with, int findings) {
    assertThat(image(with)).hasSize(findings);
  }
}
