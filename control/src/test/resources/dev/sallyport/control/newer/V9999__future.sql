create table of_the_future (tenant integer);
