using System.Globalization;
using EdgeActors.Configuration;
using EdgeActors.Grpc.Transport;

namespace EdgeActors.Doctor.Limits;

/// <summary>Whether the agent has what it needs of memory, threads, processors and open files.</summary>
internal sealed class LimitCheck : ICheck
{
    private const long LeastMemory = 128L << 20;
    private const long LeastTasks = 64;
    private const double LeastProcessors = 0.5;

    // Libraries, databases, spool files, the log.
    private const int OwnFiles = 256;

    public Area Area => Area.Limits;

    public async Task<IReadOnlyList<Finding>> RunAsync(DoctorContext context, CancellationToken cancel) => OperatingSystem.IsLinux()
        ? Judge(LimitFacts.Of((await context.ServingAsync()).Pid), context.Agent.MemoryBudget, new GrpcTransportOptions().MaxConnections)
        : [LimitCodes.Ok.Seen("this system has no control groups")];

    /// <summary>What the facts mean.</summary>
    /// <param name="facts">The limits.</param>
    /// <param name="budget">Bytes that models and requests may take.</param>
    /// <param name="connections">Connections that the agent takes.</param>
    public static IReadOnlyList<Finding> Judge(LimitFacts facts, long budget, int connections)
    {
        List<Finding> findings = [];
        string memory = ByteSize.Show(facts.Memory);
        if (budget > facts.Memory)
        {
            findings.Add(LimitCodes.Budget.Seen($"the memory budget is {ByteSize.Show(budget)}, and {memory} are allowed ({facts.Whose})"));
        }

        if (facts.Memory < LeastMemory)
        {
            findings.Add(LimitCodes.Memory.Seen($"{memory} are allowed ({facts.Whose})"));
        }

        if (facts.Tasks < LeastTasks)
        {
            findings.Add(LimitCodes.Tasks.Seen(Shown($"{facts.Tasks} threads are allowed ({facts.Whose})")));
        }

        if (facts.Processors < LeastProcessors)
        {
            findings.Add(LimitCodes.Cpu.Seen(Shown($"{facts.Processors:0.##} processors are allowed ({facts.Whose})")));
        }

        if (facts.OpenFiles < connections + OwnFiles)
        {
            findings.Add(LimitCodes.Files.Seen(
                Shown($"{facts.OpenFiles} files may be open ({facts.Whose}), and the agent takes {connections} connections and has up to {OwnFiles} files of its own")));
        }

        return findings.Count > 0 ? findings : [LimitCodes.Ok.Seen(Shown(
            $"{memory} of memory, {Or(facts.Tasks)} threads, {facts.Processors?.ToString("0.##", CultureInfo.InvariantCulture) ?? "all"} processors, {Or(facts.OpenFiles)} open files ({facts.Whose})"))];
    }

    private static string Or(long? limit) => limit?.ToString(CultureInfo.InvariantCulture) ?? "any number of";

    private static string Shown(FormattableString text) => FormattableString.Invariant(text);
}
