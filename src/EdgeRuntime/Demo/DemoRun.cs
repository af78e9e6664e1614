using System.Diagnostics;
using EdgeActors.Cli;
using EdgeActors.Cli.Tensors;
using EdgeActors.Models.Tensors;

namespace EdgeActors.Demo;

/// <summary>What the demo did.</summary>
/// <param name="Training">How long training took.</param>
/// <param name="Accuracy">The net's accuracy on windows it never saw, 0 to 1.</param>
/// <param name="Answers">The agent's answers, in order.</param>
internal sealed record DemoReport(TimeSpan Training, double Accuracy, IReadOnlyList<DemoAnswer> Answers)
{
    /// <summary>Answers that are right.</summary>
    public int Right => Answers.Count(answer => answer.IsRight);

    /// <summary>Why the demo failed, or null when every answer is right.</summary>
    public string? Fault => Right == Answers.Count
        ? null
        : $"the model was wrong on {Answers.Count - Right} of {Answers.Count} signals; please report this with the output above";

    /// <summary>The middle of all answer times.</summary>
    public TimeSpan MedianTime => Answers.Select(answer => answer.Took).Order().ElementAt(Answers.Count / 2);
}

/// <summary>Trains a model, then uses it through an agent's socket as any client would.</summary>
internal static class DemoRun
{
    /// <summary>The model of the demo is always the same.</summary>
    public const int TrainingSeed = 7;

    private const int TestSeed = 70;
    private const int WindowSeed = 2024;
    private const int WindowsPerCondition = 2;
    private const int TestWindowsPerCondition = 50;

    /// <summary>Trains the net and writes model and samples; returns what to send to the agent.</summary>
    public static (DemoReport Training, IReadOnlyList<DemoWindow> Windows) Prepare(DemoFolder folder)
    {
        long started = Stopwatch.GetTimestamp();
        VibrationNet net = VibrationTraining.Train(TrainingSeed);
        TimeSpan training = Stopwatch.GetElapsedTime(started);
        double accuracy = VibrationTraining.Accuracy(net, TestSeed, TestWindowsPerCondition);
        folder.WriteModel(VibrationModel.ToOnnx(net));
        return (new DemoReport(training, accuracy, []), DemoWindow.Make(net, WindowSeed, WindowsPerCondition, folder));
    }

    /// <summary>Loads the model and sends every window.</summary>
    public static async Task<IReadOnlyList<DemoAnswer>> AskAsync(
        AgentConnection agent,
        string folder,
        IReadOnlyList<DemoWindow> windows)
    {
        await agent.LoadAsync(VibrationModel.Alias, folder);
        TensorName input = new(VibrationModel.Window);
        List<DemoAnswer> answers = [];
        foreach (DemoWindow window in windows)
        {
            long started = Stopwatch.GetTimestamp();
            IReadOnlyList<NamedTensor> outputs =
                await agent.PredictAsync(VibrationModel.Alias, [new NamedTensor(input, window.Input)]);
            answers.Add(DemoAnswer.Read(window, outputs, Stopwatch.GetElapsedTime(started)));
        }

        return answers;
    }
}
