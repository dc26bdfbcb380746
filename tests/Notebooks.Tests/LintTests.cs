using HonestAsync.Dojo;

namespace HonestAsync.Notebooks.Tests;

public class LintTests
{
    [Fact]
    public void Every_notebook_keeps_the_agreed_form()
    {
        var findings = NotebookLint.Run(Clone.Project).Where(finding => !finding.IsNote).Select(finding => finding.ToString()).ToList();

        if (Clone.IsCi)
        {
            Assert.True(findings.Count == 0, string.Join('\n', findings));
        }
        // who plays with a notebook may break its form
        foreach (string finding in findings)
        {
            TestContext.Current.TestOutputHelper?.WriteLine(finding);
        }
    }
}
