using System.Text;

namespace EdgeActors.FaultKit;

/// <summary>
/// The line protocol by which a running process is told its faults. Every answer ends with a line <c>.</c>, but that of <c>follow</c>,
/// which goes on until the peer hangs up.
/// </summary>
public sealed class FaultConsole(Faults faults)
{
    private const int LongestScript = 1 << 20;

    private static readonly string[] Help =
    [
        "set      take the script in the lines that follow, up to a line '.'; counts begin anew",
        "list     the script in force",
        "clear    no more faults; what hangs is released",
        "release  let hanging calls go on",
        "points   every point reached since the script was set, with its count",
        "trace    the faults so far",
        "follow   the faults so far, then each one as it happens, until you hang up",
        "help     this",
    ];

    /// <summary>Answers one connection until it ends.</summary>
    public async Task ServeAsync(Stream connection, CancellationToken stop)
    {
        UTF8Encoding text = new(encoderShouldEmitUTF8Identifier: false);
        using StreamReader input = new(connection, text, leaveOpen: true);
        await using StreamWriter output = new(connection, text, leaveOpen: true) { AutoFlush = true, NewLine = "\n" };
        while (await input.ReadLineAsync(stop) is { } command)
        {
            if (command.Trim() == "follow")
            {
                await FollowAsync(input, output, stop);
                return;
            }

            IEnumerable<string> answer = command.Trim() == "set" ? await SetAsync(input, stop) : Answer(command.Trim());
            foreach (string line in answer)
            {
                await output.WriteLineAsync(line.AsMemory(), stop);
            }

            await output.WriteLineAsync(".".AsMemory(), stop);
        }
    }

    private IEnumerable<string> Answer(string command)
    {
        switch (command)
        {
            case "list":
                return faults.Script.ToString().Split('\n');
            case "clear":
                faults.Clear();
                return ["ok"];
            case "release":
                faults.Release();
                return ["ok"];
            case "points":
                IEnumerable<string> points = faults.Places.Select(p => new FaultPoint(p.Place, p.Name, p.What, p.Count).ToString());
                return faults.Overlooked > 0 ? points.Append($"and {faults.Overlooked} arrivals at more points than are counted") : points;
            case "trace":
                return faults.Trace.Steps.Select(step => step.ToString());
            case "help":
                return Help;
            default:
                return [$"error: '{command}' is no command; 'help' lists them"];
        }
    }

    private async Task<string[]> SetAsync(StreamReader input, CancellationToken stop)
    {
        StringBuilder script = new();
        while (await input.ReadLineAsync(stop) is { } line && line != ".")
        {
            if (script.Length + line.Length > LongestScript)
            {
                return [$"error: the script is longer than {LongestScript} characters; make it shorter"];
            }

            script.Append(line).Append('\n');
        }

        try
        {
            faults.Set(FaultScript.Parse(script.ToString()));
            return [$"ok {faults.Script.Rules.Length} rules"];
        }
        catch (FaultScriptException wrong)
        {
            return [.. wrong.Message.ReplaceLineEndings("\n").Split('\n').Select(line => $"error: {line}")];
        }
    }

    private async Task FollowAsync(StreamReader input, StreamWriter output, CancellationToken stop)
    {
        using CancellationTokenSource gone = CancellationTokenSource.CreateLinkedTokenSource(stop);
        Task following = WriteTraceAsync(output, gone.Token);
        while (await input.ReadLineAsync(stop) is not null)
        {
        }

        await gone.CancelAsync();
        await following;
    }

    private async Task WriteTraceAsync(StreamWriter output, CancellationToken gone)
    {
        try
        {
            await foreach (FaultStep step in faults.Trace.FollowAsync(gone))
            {
                await output.WriteLineAsync(step.ToString().AsMemory(), gone);
            }
        }
        catch (OperationCanceledException)
        {
            // That is how following ends.
        }
    }
}
