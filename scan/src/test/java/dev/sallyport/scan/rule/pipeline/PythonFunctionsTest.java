package dev.sallyport.scan.rule.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Functions of a Python body: their parameters, results and blocks.
class PythonFunctionsTest {

  private static String workflow(String script) {
    return """
    on: issues
    permissions:
      contents: write
    jobs:
      work:
        runs-on: ubuntu-24.04
        steps:
          - env:
              TITLE: ${{ github.event.issue.title }}
            shell: python
            run: |
    %s
    """
        .formatted(
            ("import os, subprocess\ntitle = os.environ['TITLE']\n" + script)
                .indent(10)
                .stripTrailing());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "def run(a): os.system(a)\nrun(title)",
        "def run(a):\n  os.system(a)\nrun(title)",
        "def run(a: str = 'x', *rest) -> None:\n  if a:\n    os.system(a)\nrun(title)",
        "def run(a, b):\n  os.system(b)\nrun('x', title)",
        "def run(a, b='x'):\n  os.system(b)\nrun('x', b=title)",
        "def run(\n  a,\n  b,\n):\n  os.system(b)\nrun(b=title, a=1)",
        "def quoted(a):\n  return 'echo ' + a\nos.system(quoted(title))",
        "async def run(a):\n  os.system(a)\nawait run(title)",
        "def main():\n  os.system(title)\nmain()",
        "def main():\n  os.system(title)\nif __name__ == '__main__':\n  main()",
        "class A:\n  def run(self):\n    os.system(title)\n",
        "def outer(a):\n  def inner(b):\n    os.system(b)\n  inner(a)\nouter(title)",
        "def run(a):\n\n  # why\n\n  os.system(a)\n\nrun(title)",
        "def unused(a): pass\nos.system(title)",
        "def run(a):\n  return a\nos.system(run(title)); os.getcwd()",
      })
  void carryForeignValues(String script) {
    assertThat(Found.by(new ReparsedValue(), workflow(script))).as(script).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "def run(a): os.system(a)\nrun('x')",
        "def run(title): os.system(title)\nrun('x')",
        "def run(a, b):\n  os.system(b)\nrun(title, 'x')",
        "def run(a, b='x'):\n  os.system(b)\nrun(a=title)",
        "def run(a):\n  print(a)\nrun(title)",
        "def run(a, b='x'):\n  os.system(a)\nrun('x', b=title)",
        "def run(a='y', b='x'):\n  os.system(a)\nrun(b=title)",
        "def run(a):\n  return 1\nos.system(run(title))",
        "def run(a):\n  subprocess.run(['echo', a])\nrun(title)",
      })
  void keepValuesApart(String script) {
    assertThat(Found.by(new ReparsedValue(), workflow(script))).as(script).isEmpty();
  }
}
