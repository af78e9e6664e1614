using System.Globalization;
using EdgeActors.Models;

namespace EdgeActors.Specs.Models;

/// <summary>What a simulated model does. Its whole file is <c>VERSION load=ok|fails run=ok|fails latency=MILLISECONDS tires=RUNS</c>.</summary>
/// <param name="Version">The number that it answers every run with.</param>
/// <param name="Loads">Whether it can be loaded.</param>
/// <param name="Runs">Whether its runs work.</param>
/// <param name="Latency">How long a run takes.</param>
/// <param name="Tires">After so many runs each takes twenty times as long; 0 for never.</param>
internal sealed record SimulatedBehaviour(int Version, bool Loads = true, bool Runs = true, TimeSpan Latency = default, int Tires = 0)
{
    /// <summary>Name of the file in a model's folder.</summary>
    public const string FileName = "model.sim";

    /// <exception cref="ModelFaultException">The file is not there or is none.</exception>
    public static SimulatedBehaviour Read(string folder)
    {
        string path = Path.Combine(folder, FileName);
        string[] parts = File.Exists(path)
            ? File.ReadAllText(path).Split(' ')
            : throw new ModelFaultException(FaultCode.NotFound, $"there is no {FileName} in {folder}");
        return parts is [string version, string load, string run, string latency, string tires]
            ? new SimulatedBehaviour(
                int.Parse(version, CultureInfo.InvariantCulture),
                load == "load=ok",
                run == "run=ok",
                TimeSpan.FromMilliseconds(double.Parse(latency["latency=".Length..], CultureInfo.InvariantCulture)),
                int.Parse(tires["tires=".Length..], CultureInfo.InvariantCulture))
            : throw new ModelFaultException(FaultCode.FailedPrecondition, $"{FileName} is no simulated model");
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Version} load={(Loads ? "ok" : "fails")} run={(Runs ? "ok" : "fails")} latency={Latency.TotalMilliseconds} tires={Tires}");
}
