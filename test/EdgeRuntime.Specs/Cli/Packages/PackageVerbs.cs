using System.Text.Json;
using EdgeActors.Cli;

namespace EdgeActors.Specs.Cli.Packages;

/// <summary>Runs <c>edgeactors package</c> in this process and reads what it answers.</summary>
internal static class PackageVerbs
{
    public static async Task<(int Code, string Text)> RunAsync(params string[] arguments)
    {
        using StringWriter output = new();
        int code = await CommandLine.RunAsync(["package", .. arguments, "--json"], output, output);
        return (code, output.ToString());
    }

    public static async Task<JsonDocument> JsonAsync(params string[] arguments)
    {
        (int code, string text) = await RunAsync(arguments);
        Assert.True(code == ExitCode.Ok, text);
        return JsonDocument.Parse(text);
    }

    public static async Task<string> FailsAsync(params string[] arguments)
    {
        (int code, string text) = await RunAsync(arguments);
        Assert.Equal(ExitCode.Failed, code);
        using JsonDocument failure = JsonDocument.Parse(text);
        return failure.RootElement.GetProperty("error").GetProperty("message").GetString()!;
    }
}
