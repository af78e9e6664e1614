using System.Text.Json;
using EdgeActors.Cli;

namespace EdgeActors.Specs.Cli.Fleet;

public sealed class FleetPlaceSpecs
{
    [Theory]
    [InlineData("fleet status --fleet-url /srv/fleets", "--fleet is missing; give the fleet's name")]
    [InlineData("fleet status --fleet plant", "--fleet-url is missing; give s3://bucket/prefix, file:///folder or an absolute folder")]
    [InlineData("fleet status --fleet-url https://edge.example --fleet plant", "is no bucket and no folder")]
    [InlineData("fleet status --fleet-url none --fleet plant", "--fleet-url")]
    [InlineData("fleet status --fleet-url s3://B/x --fleet plant", "--fleet-url \"s3://B/x\" names no bucket")]
    [InlineData("fleet status --fleet-url /srv/fleets --fleet a/b", "--fleet \"a/b\" is no name of a fleet")]
    [InlineData("fleet status --fleet-url s3://my-fleets --fleet plant --s3-endpoint ftp://x", "--s3-endpoint \"ftp://x\" is no address of a server")]
    [InlineData("fleet status --fleet-url s3://my-fleets --fleet plant --region Mars", "--region \"Mars\" is no region")]
    [InlineData("fleet serve --keys k.json --fleet-url /srv/fleets", "--fleet is missing; give the fleet's name")]
    [InlineData("fleet serve --keys k.json --fleet-url s3://my-fleets --fleet plant --proxy ftp://x", "--proxy is no address of a server")]
    public async Task What_names_no_fleet_is_told_by_the_flag(string line, string told)
    {
        using StringWriter output = new();
        int exitCode = await CommandLine.RunAsync([.. line.Split(' '), "--json"], output, TextWriter.Null);

        using JsonDocument json = JsonDocument.Parse(output.ToString());
        Assert.Equal(ExitCode.BadUsage, exitCode);
        Assert.Contains(told, json.RootElement.GetProperty("error").GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Folder_may_be_relative()
    {
        using StringWriter error = new();
        int exitCode = await CommandLine.RunAsync(["fleet", "status", "--fleet-url", "no-such-folder", "--fleet", "plant"], TextWriter.Null, error);

        Assert.Equal(ExitCode.Failed, exitCode);
        Assert.Contains(Path.GetFullPath("no-such-folder"), error.ToString(), StringComparison.Ordinal);
    }
}
