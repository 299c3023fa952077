select chosen_month() as month
