namespace EdgeActors.Specs.Models.Swap;

/// <summary>Any order of stages, publications, withdrawals, releases, loads, unloads, crashes and losses: after each, the registry is as a plain table says.</summary>
public sealed class SwapLifeProperties
{
    private const int Steps = 60;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public async Task The_registry_is_what_a_plain_table_says_after_every_step(int seed)
    {
        await using ModelsSystem system = new(options => options with { MaxModels = 6 });
        system.ExpectError("Object reference not set", "stopped unexpectedly");
        SwapLife life = new(system, new Random(seed));

        for (int step = 0; step < Steps; step++)
        {
            string done = await life.StepAsync();
            await life.CompareAsync($"seed {seed}, step {step}: {done}");
        }

        await life.StopAsync();
    }
}
