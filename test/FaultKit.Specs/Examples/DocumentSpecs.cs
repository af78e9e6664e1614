using System.Text.RegularExpressions;

namespace EdgeActors.FaultKit.Specs.Examples;

public sealed partial class DocumentSpecs
{
    [Fact]
    public void Every_example_of_the_page_is_one_that_runs()
    {
        string page = Read("docs", "faultkit.md");
        string source = Read("test", "FaultKit.Specs", "Examples", "DocumentedSpecs.cs");
        string[] running = [.. Example().Matches(source).Select(example => Unindented(example.Groups[2].Value))];

        string[] shown = [.. Block().Matches(page).Select(block => block.Groups[1].Value.TrimEnd())];

        Assert.Equal(4, shown.Length);
        Assert.Equal(running, shown);
    }

    [Fact]
    public void Every_script_of_the_page_can_be_read()
    {
        string[] scripts = [.. Script().Matches(Read("docs", "faultkit.md")).Select(block => block.Groups[1].Value)];

        Assert.All(scripts, script => Assert.NotEmpty(FaultScript.Parse(script).Rules));
        Assert.NotEmpty(scripts);
    }

    private static string Read(params string[] path) => File.ReadAllText(Path.Combine([Repository.Root, .. path])).ReplaceLineEndings("\n");

    private static string Unindented(string code) =>
        string.Join('\n', code.Split('\n').Select(line => line.Length > 8 ? line[8..] : line.Trim())).TrimEnd();

    [GeneratedRegex(@"// begin: (\w+)\n(.*?) *// end: \1", RegexOptions.Singleline)]
    private static partial Regex Example();

    [GeneratedRegex(@"```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex(@"```faults\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Script();
}
