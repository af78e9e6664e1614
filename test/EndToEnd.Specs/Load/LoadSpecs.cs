using EdgeActors.Protocol.Client;
using EdgeActors.Specs.Agents;

namespace EdgeActors.Specs.Load;

/// <summary>Many clients for long, and what is left in memory afterwards.</summary>
public sealed class LoadSpecs
{
    private const int Clients = 64;
    private const int WarmUp = 10_000;
    private const int EarlyCycles = 20;
    private const int LateCycles = 500;

    [NeedsFact(Needs.Models)]
    public async Task Sixty_four_clients_on_four_models_see_no_failure_while_a_fifth_comes_and_goes()
    {
        await using AgentProcess agent = await AgentProcess.StartAsync();
        using EdgeAgentClient control = agent.Connect();
        KnownAnswer[] models = [KnownAnswer.Mnist(), KnownAnswer.Cnn(), KnownAnswer.Squeezenet(), KnownAnswer.Shufflenet()];
        foreach (KnownAnswer model in models)
        {
            await control.LoadAsync(model);
        }

        using CancellationTokenSource end = new(TimeSpan.FromSeconds(60));
        Task<int>[] clients = [.. Enumerable.Range(0, Clients).Select(i => Task.Run(() => AskUntilAsync(agent, models[i % models.Length], end.Token)))];
        int cycles = 0;
        KnownAnswer fifth = KnownAnswer.Mnist("fifth");
        while (!end.IsCancellationRequested)
        {
            await control.LoadAsync(fifth);
            await control.MustAnswerAsync(fifth);
            await control.UnloadAsync(fifth.Model);
            cycles++;
        }

        int[] answered = await Task.WhenAll(clients);

        Assert.DoesNotContain(0, answered);
        Assert.True(cycles > 10, $"the fifth model came and went only {cycles} times");
    }

    [NeedsFact(Needs.Models, Needs.Linux)]
    public async Task Memory_after_500_loads_is_at_most_a_tenth_above_that_after_20()
    {
        await using AgentProcess agent = await AgentProcess.StartAsync();
        using EdgeAgentClient client = agent.Connect();
        KnownAnswer squeezenet = KnownAnswer.Squeezenet();
        await WarmUpAsync(client);

        long early = 0;
        for (int cycle = 1; cycle <= LateCycles; cycle++)
        {
            await client.LoadAsync(squeezenet);
            await client.MustAnswerAsync(squeezenet);
            await client.UnloadAsync(squeezenet.Model);
            if (cycle == EarlyCycles)
            {
                early = agent.ResidentKiB;
            }
        }

        long late = agent.ResidentKiB;

        Assert.True(late <= 1.1 * early, $"{late} KiB after {LateCycles} cycles, {early} KiB after {EarlyCycles}");
    }

    // Until a load has lasted for a second or two, the runtime compiles the code anew by what it was seen to do: some MiB that are no leak, and on a fast
    // machine would come after the first cycles.
    private static async Task WarmUpAsync(EdgeAgentClient client)
    {
        KnownAnswer mnist = KnownAnswer.Mnist();
        await client.LoadAsync(mnist);
        for (int prediction = 0; prediction < WarmUp; prediction++)
        {
            await client.MustAnswerAsync(mnist);
        }
    }

    private static async Task<int> AskUntilAsync(AgentProcess agent, KnownAnswer model, CancellationToken end)
    {
        using EdgeAgentClient client = agent.Connect();
        int answered = 0;
        while (!end.IsCancellationRequested)
        {
            await client.MustAnswerAsync(model);
            answered++;
        }

        return answered;
    }
}
