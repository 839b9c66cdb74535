package dev.sallyport.scan.rule.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.base.model.finding.Finding;
import dev.sallyport.scan.rule.Rule;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// JavaScript and Python in steps.
class ProgramBodiesTest {

  private static List<Finding> javascript(Rule rule, String script, String more) {
    return Found.by(
        rule,
        """
        on: issue_comment
        permissions:
          contents: write
        jobs:
          work:
            runs-on: ubuntu-24.04
            env:
              TITLE: ${{ github.event.issue.title }}
              NUMBER: ${{ github.event.issue.number }}
            steps:
              - id: js
                uses: actions/github-script@60a0d83039c74a4aee543508d2ffcb1c3799cdea # v7.0.1
                with:
                  script: |
        %s
        %s
        """
            .formatted(script.indent(12).stripTrailing(), more.indent(6).stripTrailing()));
  }

  private static List<Finding> python(String shell, String script) {
    return Found.by(
        new ReparsedValue(),
        """
        on: issue_comment
        permissions:
          contents: write
        jobs:
          work:
            runs-on: ubuntu-24.04
            env:
              TITLE: ${{ github.event.issue.title }}
              NUMBER: ${{ github.event.issue.number }}
            steps:
              - shell: %s
                run: |
        %s
        """
            .formatted(shell, script.indent(10).stripTrailing()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "const { execSync } = require('child_process')\nexecSync(`echo ${process.env.TITLE}`)",
        "const cp = require('node:child_process');\ncp.exec('echo ' + process.env.TITLE, () => {})",
        "require('child_process').execSync(\"git log --grep=\" + process.env.TITLE)",
        "const { TITLE } = process.env\nrequire('child_process').execSync(`echo \"${TITLE}\"`)",
        "await exec.exec('bash', ['-c', `echo ${process.env.TITLE}`])",
        "await exec.exec(`bash -c \"echo ${process.env.TITLE}\"`)",
        "await exec.getExecOutput('sh', ['-ec', process.env.TITLE])",
        "eval(process.env.TITLE)",
        "new Function('a', process.env.TITLE)(1)",
        "const f = new Function(context.payload.issue.body)\nf()",
        "const t = context.payload.comment.body\nconst cmd = `echo ${t.trim()}`\neval(cmd)",
        "const { spawnSync } = require('child_process')\nspawnSync('echo', [process.env.TITLE], { shell: true })",
        "const words = context.payload.comment.body.split(' ')\nawait exec.exec(words[0], words.slice(1))",
        "function run(c) { return require('child_process').execSync(c) }\nrun('echo ' + context.payload.issue.title)",
        "const run = async (c) => { await exec.exec('bash', ['-c', c]) }\nawait run(`x ${process.env.TITLE}`)",
        "const pr = await github.rest.pulls.get({ owner, repo, pull_number: 1 })\nrequire('child_process').execSync(`git checkout ${pr.data.head.ref}`)",
        "const { data: comments } = await github.rest.issues.listComments({ ...context.repo })\nfor (const c of comments) { eval(c.body) }",
        "if (context.payload.comment) {\n  const util = require('util'); const run = util.promisify(require('child_process').exec)\n  await run('echo ' + context.payload.comment.body)\n}",
      })
  void javascriptParsesItAgain(String script) {
    assertThat(javascript(new ReparsedValue(), script, "")).as(script).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "console.log(process.env.TITLE)",
        "require('child_process').execFileSync('echo', [process.env.TITLE])",
        "await exec.exec('git', ['log', '--grep', process.env.TITLE])",
        "require('child_process').execSync(`gh pr view ${process.env.NUMBER}`)",
        "if (!/^[a-z0-9-]+$/.test(process.env.TITLE)) return\nrequire('child_process').execSync(`echo ${process.env.TITLE}`)",
        "const t = context.payload.issue.title.replace(/[^a-z0-9]/g, '')\nrequire('child_process').execSync(`echo ${t}`)",
        "if (['a', 'b'].includes(process.env.TITLE)) eval(process.env.TITLE)",
        "const n = parseInt(process.env.TITLE)\nrequire('child_process').execSync(`echo ${n}`)",
        "const m = /^[a-z]+$/.exec(context.payload.comment.body)\nconsole.log(m)",
        "require('child_process').execSync(`echo ${context.payload.issue.title.length}`)",
        "const pr = await github.rest.pulls.get({ pull_number: 1 })\nrequire('child_process').execSync(`echo ${pr.data.number}`)",
        "await $`echo ${process.env.TITLE}`",
        "const re = /x/\nre.exec(process.env.TITLE)",
        "require('child_process').execSync('make')",
      })
  void javascriptHandlesItAsData(String script) {
    assertThat(javascript(new ReparsedValue(), script, "")).as(script).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "const pr = await github.rest.pulls.get({ owner, repo, pull_number: context.issue.number })\ncore.setOutput('head', pr.data.head.sha)",
        "const { data } = await github.rest.pulls.get({ ...context.repo, pull_number: 1 });\ncore.setOutput(\"head\", data.head.ref);",
        "const { data: { head } } = await github.pulls.get({})\ncore.setOutput('head', head.sha)",
        "let pr = (await octokit.rest.pulls.get({ pull_number: 1 })).data\ncore.setOutput('head', pr['head']['sha'])",
        "const prs = await github.paginate(github.rest.pulls.list, { state: 'open' })\nconst pr = prs.find(p => p.number == 1)\ncore.setOutput('head', pr.head.sha)",
        "const r = await github.request('GET /repos/{owner}/{repo}/pulls/{n}', { n: 1 })\ncore.setOutput('head', r.data.head.sha)",
        "const r = await github.request(context.payload.issue.pull_request.url)\ncore.setOutput('head', r.data.head.sha)",
        "github.rest.pulls.get({ pull_number: 1 }).then(r => core.setOutput('head', r.data.head.sha))",
        "const fs = require('fs')\nconst pr = await github.rest.pulls.get({})\nfs.appendFileSync(process.env.GITHUB_OUTPUT, `head=${pr.data.head.sha}\\n`)",
        "const r = await github.graphql(`query { repository { pullRequest { headRefOid } } }`)\ncore.setOutput('head', r.repository.pullRequest.headRefOid)",
      })
  void headOfAProposal(String script) {
    assertThat(javascript(new UntrustedExecution(), script, CHECKOUT)).as(script).hasSize(1);
  }

  private static final String CHECKOUT =
      """
      - uses: actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683 # v4.2.2
        with:
          ref: ${{ steps.js.outputs.head }}
      - run: npm ci
      """;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "const pr = await github.rest.pulls.get({ pull_number: 1 })\nreturn pr.data.head.ref",
        "const pr = await github.rest.pulls.get({ pull_number: 1 })\nif (!pr) { return }\nreturn pr.data.title",
        "const issue = await github.rest.issues.get({ issue_number: 1 })\nreturn issue.data.body",
        "const c = await github.rest.issues.getComment({ comment_id: 1 })\nreturn c.data.body",
        "const files = await github.paginate(github.rest.pulls.listFiles, {})\nreturn files.map(f => f.filename).join(' ')",
        "return context.payload.issue.title",
        "return JSON.stringify({ title: context.payload.issue.title })",
        "const m = /deploy (.+)/.exec(context.payload.comment.body)\nreturn m[1]",
        "return context.payload.comment.body.match(/deploy (\\S+)/)[1]",
      })
  void results(String script) {
    String use = "- run: echo ${{ steps.js.outputs.result }}";
    assertThat(javascript(new IndirectInjection(), script, use)).as(script).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "const pr = await github.rest.pulls.get({ pull_number: 1 })\nreturn pr.data.base.ref",
        "const pr = await github.rest.pulls.get({ pull_number: 1 })\nreturn pr.data.head.sha",
        "const pr = await github.rest.pulls.get({ pull_number: 1 })\nreturn pr.data.labels.length",
        "const issue = await github.rest.issues.get({})\nreturn issue.data.body.includes('x')",
        "const f = () => { return context.payload.issue.title }\nconsole.log(f())\nreturn 1",
        "const p = /deploy ([a-zA-Z\\d\\/\\.\\-\\_]+)/\nconst m = p.exec(context.payload.comment.body)\nreturn m[1]",
        "return [...context.payload.comment.body.matchAll(/F_(\\w+)=(\\w+)/g)].map(m => m[1])",
        "const c = await github.rest.issues.createComment({ body: context.payload.issue.title })\nreturn c.data.id",
      })
  void resultsThatNobodyChooses(String script) {
    String use = "- run: echo ${{ steps.js.outputs.result }}";
    assertThat(javascript(new IndirectInjection(), script, use)).as(script).isEmpty();
  }

  @Test
  void environmentOfLaterSteps() {
    String script = "core.exportVariable('NAME', context.payload.comment.body)";
    assertThat(javascript(new IndirectInjection(), script, "- run: echo ${{ env.NAME }}"))
        .hasSize(1);
    assertThat(javascript(new EnvironmentInjection(), script, "")).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "import os\nos.system('echo ' + os.environ['TITLE'])",
        "import os\nos.system(f\"echo {os.environ['TITLE']}\")",
        "import os, subprocess\nsubprocess.run('echo %s' % os.environ.get('TITLE'), shell=True)",
        "from os import system, getenv\nsystem(\"echo \" + getenv(\"TITLE\"))",
        "import subprocess as sp\nimport os\ntitle = os.environ[\"TITLE\"]\nsp.check_output(\"echo {}\".format(title), shell=True)",
        "import os, subprocess\nsubprocess.run([\"bash\", \"-c\", f\"echo {os.environ['TITLE']}\"])",
        "import os\neval(os.environ['TITLE'])",
        "import os\nexec(os.environ['TITLE'])",
        "import os\ndef main():\n    t: str = os.environ['TITLE']\n    os.popen('echo ' + t.strip())\nmain()",
        "import os\nfor word in os.environ['TITLE'].split():\n    os.system('echo ' + word)",
      })
  void pythonParsesItAgain(String script) {
    assertThat(python("python", script)).as(script).hasSize(1);
    String inside = "python3 - <<'EOF'\n" + script + "\nEOF";
    assertThat(python("bash", inside)).as(inside).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "import os\nprint(os.environ['TITLE'])",
        "import os, subprocess\nsubprocess.run(['echo', os.environ['TITLE']])",
        "import os, shlex\nos.system('echo ' + shlex.quote(os.environ['TITLE']))",
        "import os\nos.system('echo ' + os.environ['NUMBER'])",
        "import os, re\nt = os.environ['TITLE']\nif not re.fullmatch(r'[a-z]+', t): exit(1)\nos.system('echo ' + t)",
        "import os\nt = os.environ['TITLE']\nif t in ('a', 'b'):\n    os.system('echo ' + t)",
        "import os\nos.system(f\"echo {len(os.environ['TITLE'])}\")",
        "import os\nos.system('make')",
        "import os, subprocess\nsubprocess.run(['echo', os.environ['TITLE']], shell=False)",
      })
  void pythonHandlesItAsData(String script) {
    assertThat(python("python3 {0}", script)).as(script).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.", "f(", "a + ", "x => ", "`${", "a ? ", "a.b(c).", "(a => a("})
  void hostileBodiesEnd(String part) {
    assertThat(javascript(new ReparsedValue(), part.repeat(20_000), "")).isEmpty();
  }

  @Test
  void pythonOnACommandLine() {
    assertThat(
            python("bash", "python -c 'import os; os.system(\"echo \" + os.environ[\"TITLE\"])'"))
        .singleElement()
        .extracting(Finding::message)
        .asString()
        .contains("'system'");
    assertThat(python("bash", "node -e 'eval(process.env.TITLE)'")).hasSize(1);
  }

  @Test
  void pythonWritesOutputs() {
    String workflow =
        """
        on: issue_comment
        permissions:
          contents: write
        jobs:
          work:
            runs-on: ubuntu-24.04
            steps:
              - id: py
                shell: python
                env:
                  TITLE: ${{ github.event.issue.title }}
                run: |
                  import os
                  with open(os.environ["GITHUB_OUTPUT"], "a") as out:
                      print(f"title={os.environ['TITLE']}", file=out)
                      out.write("number=1\\n")
              - run: echo ${{ steps.py.outputs.title }} ${{ steps.py.outputs.number }}
        """;
    assertThat(Found.by(new IndirectInjection(), workflow)).hasSize(1);
  }
}
