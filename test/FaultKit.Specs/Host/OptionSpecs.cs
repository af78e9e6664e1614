using EdgeActors.Cli;

namespace EdgeActors.FaultKit.Specs.Host;

public sealed class OptionSpecs
{
    [Fact]
    public async Task The_help_does_not_invite_anybody_to_break_an_agent()
    {
        using StringWriter output = new();

        await CommandLine.RunAsync(["run", "--help"], output, TextWriter.Null);

        Assert.Contains("--log-format", output.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("--faults", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_socket_that_cannot_be_is_named_with_its_option()
    {
        using StringWriter error = new();

        int code = await CommandLine.RunAsync(["run", "--faults", "/" + new string('x', 200)], TextWriter.Null, error);

        Assert.Equal(2, code);
        Assert.Contains("--faults", error.ToString(), StringComparison.Ordinal);
    }
}
