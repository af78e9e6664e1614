using System.Diagnostics;

namespace EdgeActors.Specs.Agents;

/// <summary>How a program ended.</summary>
internal sealed record ProgramEnd(int ExitCode, string Output);

/// <summary>Runs other programs to their end.</summary>
internal static class Programs
{
    /// <summary>Runs and returns what happened, output and errors together.</summary>
    public static async Task<ProgramEnd> RunAsync(TimeSpan limit, string program, params string[] arguments)
    {
        ProcessStartInfo start = new(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Process.Start(start)!;
        using CancellationTokenSource late = new(limit);
        Task<string> output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        Task<string> errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
        try
        {
            await process.WaitForExitAsync(late.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{program} did not end within {limit}: {await output}{await errors}");
        }

        return new ProgramEnd(process.ExitCode, await output + await errors);
    }

    /// <summary>Runs and demands exit code 0.</summary>
    public static async Task<string> MustRunAsync(TimeSpan limit, string program, params string[] arguments)
    {
        ProgramEnd end = await RunAsync(limit, program, arguments);
        Assert.True(end.ExitCode == 0, $"{program} {string.Join(' ', arguments)} ended with {end.ExitCode}:\n{end.Output}");
        return end.Output;
    }
}
